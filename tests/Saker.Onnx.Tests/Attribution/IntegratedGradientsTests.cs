using Saker.Onnx.Attribution;
using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.Attribution;

public sealed class IntegratedGradientsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_linear_model_gives_each_weight_times_the_way()
    {
        using var integrated = new IntegratedGradients(ToyModels.Linear());
        var rows = new Dictionary<string, Tensor> { ["in"] = Tensor.Of([1f, 2, 3, -1, 0, 2], 2, 3) };
        var from = new Dictionary<string, Tensor> { ["in"] = Tensor.Of([0.5f, -1, 1], 1, 3) };
        var given = integrated.Of(rows, from, 0, Token);
        Near([2 * 0.5f, 0.5f * 3, 4 * 2], given[0]);
        Near([2 * -1.5f, 0.5f * 1, 4 * 1], given[1]);
        Assert.All(given, row => Assert.Equal(32, row.StepCount));
        Near([2, 1, 12], integrated.Of(rows, null, 0, Token)[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Contributions_of_a_convolutional_network_are_complete(int index)
    {
        using var integrated = new IntegratedGradients(ToyModels.Pictures(), path: new IntegratedSettings { Tolerance = 0.002 });
        var row = integrated.Of(new Dictionary<string, Tensor> { ["in"] = Drawn.Of(1, 1, 8, 8) }, null, index, Token).Single();
        var sum = row.Contributions["in"].Span<float>().ToArray().Sum(value => (double)value);
        Assert.Equal(row.Gap, sum - (row.Output - row.BaselineOutput), 1e-6);
        Assert.True(Math.Abs(row.Gap) <= Math.Max(0.002 * Math.Abs(row.Output - row.BaselineOutput), 1e-4), row.ToString());
        Assert.Equal(ToyModels.Run(ToyModels.Pictures(), Drawn.Of(1, 1, 8, 8))[index], row.Output, 1e-5);
        Assert.Equal([1L, 1, 8, 8], row.Contributions["in"].Shape);
    }

    [Fact]
    public void Points_are_doubled_until_contributions_are_complete()
    {
        var graph = new GraphBuilder("bend");
        var input = graph.Input("in", ElementType.Float32, -1, 1);
        graph.Output("out", graph.Relu(graph.Add(input, graph.Constant(Tensor.Of([-0.9375f], 1, 1)))), -1, 1);
        var model = graph.Build();
        var rows = new Dictionary<string, Tensor> { ["in"] = Tensor.Of([1f], 1, 1) };
        using var patient = new IntegratedGradients(model, path: new IntegratedSettings { StepCount = 2, AbsoluteTolerance = 0, Tolerance = 0.05 });
        var given = patient.Of(rows, null, null, Token).Single();
        Assert.True(given.StepCount > 4 && Math.Abs(given.Gap) <= 0.004, given.ToString());
        using var hurried = new IntegratedGradients(model, path: new IntegratedSettings { StepCount = 2, MaxStepCount = 4, AbsoluteTolerance = 0 });
        Assert.Contains("with 4 points contributions sum to 0 where the output changes by 0.0625", Assert.Throws<OnnxException>(() => hurried.Of(rows, null, null, Token)).Message);
    }

    [Fact]
    public void Inputs_that_are_no_fractions_are_held()
    {
        var graph = new GraphBuilder("mixed");
        var size = graph.Input("size", ElementType.Float32, -1, 1);
        var kind = graph.Node("Cast", [graph.Input("kind", ElementType.Int64, -1, 1)], ElementType.Float32, [NodeAttribute.Of("to", 1)]);
        graph.Output("out", graph.Multiply(size, kind), -1, 1);
        using var integrated = new IntegratedGradients(graph.Build());
        var given = integrated.Of(new Dictionary<string, Tensor> { ["size"] = Tensor.Of([3f, 4], 2, 1), ["kind"] = Tensor.Of([5L, 6], 2, 1) }, null, null, Token);
        Assert.Equal([15f, 24], given.Select(row => row.Contributions.Single().Value.Span<float>()[0]));
    }

    [Fact]
    public async Task A_row_of_many_points_ends_when_it_is_given_up()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var endless = new IntegratedGradients(ToyModels.Pictures(), path: new IntegratedSettings { StepCount = int.MaxValue, MaxStepCount = int.MaxValue });
        var explaining = Task.Run(() => endless.Of(new Dictionary<string, Tensor> { ["in"] = Drawn.Of(1, 1, 8, 8) }, null, null, giveUp.Token), Token);
        giveUp.CancelAfter(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => explaining);
    }

    private static void Near(float[] expected, IntegratedAttribution given)
    {
        Assert.Equal(expected.Length, given.Contributions["in"].Count);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], given.Contributions["in"].Span<float>()[i], 1e-5f);
        Assert.Equal(0, given.Gap, 1e-4);
    }
}
