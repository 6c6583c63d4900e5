using Saker.Onnx.FineTuning;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.FineTuning;

/// <summary>What stands before the trained weights is worked out once.</summary>
public sealed class FrozenBeginningTests
{
    private static readonly Dictionary<string, Tensor> s_rows = new() { ["word"] = Tensor.Of(["a", "b", "a"], 3, 1), ["x"] = Tensor.Of([1f, -2, 3], 3, 1) };

    [Fact]
    public void The_rest_takes_numbers_and_answers_as_the_whole_does()
    {
        var (model, weights) = Model();

        using var beginning = FrozenBeginning.Of(model, [weights], "out", s_rows, TestContext.Current.CancellationToken);

        var between = beginning.Run(s_rows, TestContext.Current.CancellationToken);
        Assert.All(beginning.Rest.Inputs, input => Assert.Equal(ElementType.Float32, input.Type));
        Assert.Equal(between.Keys.Order(), beginning.Rest.Inputs.Select(input => input.Name).Order());
        Assert.NotNull(beginning.Rest.Graph.FindInitializer(weights));
        using var whole = new OnnxSession(model);
        using var rest = new OnnxSession(beginning.Rest);
        Assert.Equal(whole.Run(s_rows, TestContext.Current.CancellationToken)[0].Span<float>().ToArray(), rest.Run(between, TestContext.Current.CancellationToken)[0].Span<float>().ToArray());
    }

    [Fact]
    public void What_is_not_given_row_by_row_and_what_learns_nothing_is_refused()
    {
        var graph = new GraphBuilder("sum");
        var x = graph.Input("x", ElementType.Float32, -1, 1);
        var weights = graph.Constant(Drawn.Of(1, 2));
        graph.Output("out", graph.Add(graph.MatMul(x, weights), graph.Node("ReduceMean", [x], ElementType.Float32, [NodeAttribute.Of("keepdims", 0L)])), -1, 2);
        graph.Output("half", graph.Node("Mul", [x, graph.Constant(Tensor.Of([0.5f], 1))], ElementType.Float32), -1, 1);
        var model = graph.Build();

        Assert.Contains("it is not given row by row", Assert.Throws<OnnxException>(() => FrozenBeginning.Of(model, [weights.Name], "out", s_rows, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("'half' does not depend", Assert.Throws<OnnxException>(() => FrozenBeginning.Of(model, [weights.Name], "half", s_rows, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    // A word that is known or not beside a number, doubled: then two weights that learn.
    private static (OnnxModel Model, string Weights) Model()
    {
        var graph = new GraphBuilder("words");
        var word = graph.Node("Cast", [graph.TextEquals(graph.Input("word", ElementType.Text, -1, 1), "a")], ElementType.Float32, [NodeAttribute.Of("to", 1L)]);
        var x = graph.Input("x", ElementType.Float32, -1, 1);
        var weights = graph.Constant(Drawn.Of(2, 1));
        graph.Output("out", graph.MatMul(graph.Concat(1, word, graph.Node("Mul", [x, graph.Constant(Tensor.Of([2f], 1))], ElementType.Float32)), weights), -1, 1);
        return (graph.Build(), weights.Name);
    }
}
