using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Training;

public sealed class ScanTrainingTests
{
    private const int Rows = 8;
    private const int Steps = 5;

    [Fact]
    public void A_cell_of_ones_own_learns_and_serves_in_the_graph_that_was_given()
    {
        var model = Model();
        using var session = new TrainingSession(model, new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = Rows, Optimizer = new Adam() });
        Assert.Equal(["recurrent", "head"], session.Parameters);
        var (starts, parts) = (Drawn.Of(Rows, 3).Span<float>().ToArray(), Drawn.Of(Steps, Rows, 3).Span<float>().ToArray());
        starts.CopyTo(session.Input<float>("start"));
        parts.CopyTo(session.Input<float>("parts"));
        for (var row = 0; row < Rows; row++)
            session.Input<float>(session.Target)[row] = parts[row * 3] + parts[(Steps - 1) * Rows * 3 + row * 3 + 1];
        var first = session.Step(0.02f);
        for (var step = 0; step < 300; step++)
            session.Step(0.02f);
        var last = session.Compute();
        Assert.True(last < first / 5, $"{first} became {last}.");
        Assert.Equal(last, session.Evaluate(), 1e-5f);

        var trained = session.ToModel();
        Assert.Equal(model.Graph.Nodes.Select(node => (node.Operator, string.Join(',', node.Outputs))), trained.Graph.Nodes.Select(node => (node.Operator, string.Join(',', node.Outputs))));
        using var served = new OnnxSession(trained);
        var given = served.Run(new Dictionary<string, Tensor> { ["start"] = Tensor.Of(starts, Rows, 3), ["parts"] = Tensor.Of(parts, Steps, Rows, 3) }, TestContext.Current.CancellationToken)[0].Span<float>().ToArray();
        for (var row = 0; row < Rows; row++)
            Assert.Equal(session.Predictions[row], given[row], 1e-5f);
    }

    [Fact]
    public void A_loop_learns_and_is_a_loop_again_where_its_weights_go_back()
    {
        var graph = new GraphBuilder("loop");
        var (input, weight) = (graph.Input("in", ElementType.Float32, -1, 3), graph.Stored("recurrent", Drawn.Of(3, 3)));
        graph.Output("out", ControlCases.Loop(graph, graph.Constant(Tensor.Scalar(3L)), ControlCases.Counting(weight.Name, "Identity"), [input], (results, _) => results[0]), -1, 3);
        var (model, rows) = (graph.Build(), Drawn.Of(4, 3));
        using var session = new TrainingSession(model, new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = 4, Optimizer = new Adam() });
        rows.Span<float>().CopyTo(session.Input<float>("in"));
        session.Input<float>(session.Target).Fill(2.3f);
        var first = session.Step(0.02f);
        for (var i = 0; i < 60; i++)
            session.Step(0.02f);
        Assert.True(session.Compute() < 0.5f * first, $"{first} to {session.Compute()}");
        var learned = session.ToModel();
        Assert.Contains(learned.Graph.Nodes, node => node.Operator == "Loop");
        using var fresh = new OnnxSession(learned);
        var given = fresh.Run(new Dictionary<string, Tensor> { ["in"] = rows }, TestContext.Current.CancellationToken)[0].Span<float>().ToArray();
        Assert.All(given.Zip(session.Predictions.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    private static OnnxModel Model()
    {
        var graph = new GraphBuilder("cell");
        var (start, parts) = (graph.Input("start", ElementType.Float32, Rows, 3), graph.Input("parts", ElementType.Float32, Steps, Rows, 3));
        var (recurrent, head) = (graph.Stored("recurrent", Drawn.Of(3, 3)), graph.Stored("head", Drawn.Of(3, 1)));
        var results = graph.Node("Scan", [start, parts], [ElementType.Float32, ElementType.Float32], [NodeAttribute.Of("num_scan_inputs", 1), NodeAttribute.Of("body", ControlCases.Cell(recurrent.Name))]);
        graph.Output("y", graph.MatMul(results[0], head), Rows, 1);
        return graph.Build();
    }
}
