using Saker.Learning.Neural.Building;

namespace Saker.Learning.Tests.Neural.Building;

public sealed class InitialiserTests
{
    [Fact]
    public void He_is_normal_with_a_variance_of_two_by_inputs()
    {
        var values = Draw(Initialiser.He, [200, 400], 200, 400);
        Assert.Equal(0, Mean(values, 1), 6e-4);
        Assert.Equal(0.01, Mean(values, 2), 2e-4);
        // Of a normal distribution the fourth moment is three times the square of the second.
        Assert.Equal(3e-4, Mean(values, 4), 1.5e-5);
    }

    [Fact]
    public void Glorot_is_uniform_with_a_variance_of_two_by_inputs_and_outputs()
    {
        var values = Draw(Initialiser.Glorot, [200, 400], 200, 400);
        Assert.Equal(0, Mean(values, 1), 6e-4);
        Assert.Equal(2.0 / 600, Mean(values, 2), 5e-5);
        Assert.InRange(values.Max(Math.Abs), 0.0995, 0.1);
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(20, 60)]
    [InlineData(60, 20)]
    public void Orthogonal_has_rows_or_columns_at_right_angles(int rows, int columns)
    {
        var values = Draw(Initialiser.Orthogonal, [rows, columns], columns, rows);
        var count = Math.Min(rows, columns);
        double At(int vector, int i) => values[rows <= columns ? vector * columns + i : i * columns + vector];
        for (var one = 0; one < count; one++)
            for (var other = 0; other <= one; other++)
                Assert.Equal(one == other ? 1 : 0, Enumerable.Range(0, Math.Max(rows, columns)).Sum(i => At(one, i) * At(other, i)), 1e-6);
    }

    [Fact]
    public void Orthogonal_matrices_of_all_directions_are_as_likely()
    {
        // The entries of such a matrix of extent n have mean 0 and variance 1 / n.
        var values = Enumerable.Range(0, 50).SelectMany(seed => Initialiser.Orthogonal.Draw([16, 16], 16, 16, new Xoshiro256(seed)).Span<float>().ToArray()).ToArray();
        Assert.Equal(0, Mean(values, 1), 0.01);
        Assert.Equal(1.0 / 16, Mean(values, 2), 1e-4);
    }

    [Fact]
    public void Normal_has_the_deviation_asked_for_and_zero_is_zero()
    {
        Assert.Equal(0.25, Math.Sqrt(Mean(Draw(Initialiser.Normal(0.25), [300, 100], 1, 1), 2)), 4e-3);
        Assert.All(Draw(Initialiser.Zero, [3, 2], 3, 2), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Layers_added_later_change_no_weight_before()
    {
        static Network Build(bool isDeeper)
        {
            var builder = new NetworkBuilder("network", 4);
            var value = builder.Input("x", 3).Dense("one", 4).Dense("two", 4);
            return builder.Output("out", isDeeper ? value.Dense("three", 2) : value).Build();
        }
        Assert.Equal(Build(isDeeper: false).Weight("two.weight"), Build(isDeeper: true).Weight("two.weight"));
        Assert.NotEqual(Build(isDeeper: true).Weight("one.weight")[..8], Build(isDeeper: true).Weight("two.weight")[..8]);
    }

    private static float[] Draw(Initialiser initialiser, long[] shape, long inputs, long outputs) => initialiser.Draw(shape, inputs, outputs, new Xoshiro256(11)).Span<float>().ToArray();

    private static double Mean(float[] values, int power) => values.Average(value => Math.Pow(value, power));
}
