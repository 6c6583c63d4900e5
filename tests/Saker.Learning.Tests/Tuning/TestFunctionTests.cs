using Saker.Testing.Tuning;

namespace Saker.Learning.Tests.Tuning;

/// <summary>The functions that searches are measured by must be the published ones.</summary>
public sealed class TestFunctionTests
{
    [Theory]
    [InlineData("Ackley 5", 0.0, 0.0, 0.0, 0.0, 0.0)]
    [InlineData("Branin 2", Math.PI, 2.275)]
    [InlineData("Goldstein-Price 2", 0.0, -1.0)]
    [InlineData("Griewank 4", 0.0, 0.0, 0.0, 0.0)]
    [InlineData("Hartmann 3", 0.114614, 0.555649, 0.852547)]
    [InlineData("Hartmann 6", 0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573)]
    [InlineData("Levy 5", 1.0, 1.0, 1.0, 1.0, 1.0)]
    [InlineData("Rastrigin 4", 0.0, 0.0, 0.0, 0.0)]
    [InlineData("Rosenbrock 4", 1.0, 1.0, 1.0, 1.0)]
    [InlineData("Styblinski-Tang 5", -2.903534, -2.903534, -2.903534, -2.903534, -2.903534)]
    public void Function_has_its_published_least_value_where_it_is_published_to_be(string name, params double[] point)
    {
        var function = TestFunction.All.Single(function => function.Name == name);

        Assert.Equal(function.Least, function.Compute(point), 1e-5);
    }
}
