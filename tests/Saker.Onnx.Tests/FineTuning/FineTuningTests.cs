using Saker.Onnx.FineTuning;
using Saker.Onnx.Graphs;
using Saker.Onnx.Inspection;
using Saker.Onnx.Tests.Attribution;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.FineTuning;

public sealed class FineTuningTests
{
    private static readonly Tensor s_pictures = Drawn.Of(3, 1, 8, 8);

    [Fact]
    public void Weights_are_chosen_by_depth_and_by_name()
    {
        var model = ToyModels.Pictures();
        string[] all = [.. TrainableParts.Last(model, 99)];
        Assert.Equal(6, all.Length);
        Assert.Equal(all[^2..], TrainableParts.Last(model, 1));
        Assert.Equal(all[^4..], TrainableParts.Last(model, 2));
        Assert.Equal(all, TrainableParts.Named(model, "constant*"));
        Assert.Equal(3, TrainableParts.CountLayers(model));
        Assert.Equal(all[^2..], TrainableParts.Named(model, ModelInspection.Of(model).Layers[^1].Node));
        Assert.Equal(all[1..], TrainableParts.Except(model, all[0]));
        Assert.Contains("fits 'encoder.*'", Assert.Throws<OnnxException>(() => TrainableParts.Named(model, "encoder.*")).Message);
        Assert.Contains("All weights would be frozen", Assert.Throws<OnnxException>(() => TrainableParts.Except(model, "*")).Message);
        Assert.Contains("0 were asked for", Assert.Throws<OnnxException>(() => TrainableParts.Last(model, 0)).Message);
        Assert.Equal([0.25f, 0.25f, 0.5f, 0.5f, 1, 1], TrainableParts.RateFactors(model, 0.5f).Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_head_gives_other_classes_under_the_old_name(bool endsInSoftmax)
    {
        var model = ToyModels.Pictures(endsInSoftmax);
        var (replaced, parameters) = HeadReplacement.Replace(model, 5, seed: 3);
        Assert.Equal(["head.weight", "head.bias"], parameters);
        Assert.Equal("out: Float32[-1, 5]", replaced.Outputs.Single().ToString());
        Assert.Equal(model.OperatorSets, replaced.OperatorSets);
        var given = ToyModels.Run(replaced, s_pictures);
        Assert.Equal(15, given.Length);
        Assert.Equal(endsInSoftmax, Math.Abs(given[..5].Sum() - 1) < 1e-5);
        Assert.Equal(replaced.ToBytes(), HeadReplacement.Replace(model, 5, seed: 3).Model.ToBytes());
        Assert.Equal(4, replaced.Graph.Initializers.Count(stored => model.Graph.FindInitializer(stored.Name) is not null));
    }

    [Fact]
    public void A_head_of_a_product_and_a_shift_is_replaced_and_others_are_refused()
    {
        var graph = new GraphBuilder("dense");
        var features = graph.Relu(graph.MatMul(graph.Input("in", ElementType.Float32, -1, 4), graph.Constant(Drawn.Of(4, 6))));
        graph.Output("out", graph.Add(graph.MatMul(features, graph.Constant(Drawn.Of(6, 3))), graph.Constant(Drawn.Of(3))), -1, 3);
        Assert.Equal([6L, 2], HeadReplacement.Replace(graph.Build(), 2).Model.Graph.FindInitializer("head.weight")!.Shape);
        Assert.Equal([4L, 2], HeadReplacement.Replace(graph.Build(), 2, features: "in").Model.Graph.FindInitializer("head.weight")!.Shape);

        var odd = new GraphBuilder("odd");
        odd.Output("out", odd.Relu(odd.Input("in", ElementType.Float32, -1, 4)), -1, 4);
        Assert.Contains("does not come from a dense layer", Assert.Throws<OnnxException>(() => HeadReplacement.Replace(odd.Build(), 2)).Message);
        Assert.Contains("'nothing' is no value", Assert.Throws<OnnxException>(() => HeadReplacement.Replace(graph.Build(), 2, "nothing")).Message);
        Assert.Contains("0 were asked for", Assert.Throws<OnnxException>(() => HeadReplacement.Replace(graph.Build(), 0)).Message);
    }

    [Fact]
    public void Phases_train_the_head_and_then_all_of_it()
    {
        var (model, _) = HeadReplacement.Replace(ToyModels.Pictures(endsInSoftmax: false), 3);
        FineTuningPhase[] phases = [new() { LayerCount = 1, StepCount = 30, Rate = LearningRate.Constant(0.05f) }, new() { StepCount = 30, Rate = LearningRate.Constant(0.01f), RateDecay = 0.5f }];
        var settings = new TrainingSettings { Loss = Losses.CrossEntropy(), BatchSize = 3, Optimizer = new Adam() };
        var (first, losses) = PhasedFineTuning.Run(model, settings, () => new Adam(), phases[..1], Fill, TestContext.Current.CancellationToken);
        Assert.Equal(["head.weight", "head.bias"], Changed(model, first));
        Assert.Equal(30, losses.Count);
        Assert.True(losses[^1] < losses[0]);

        var (all, both) = PhasedFineTuning.Run(model, settings, () => new Adam(), phases, Fill, TestContext.Current.CancellationToken);
        Assert.Equal(6, Changed(model, all).Length);
        Assert.Equal(losses, both.Take(30));
        Assert.True(both[^1] < both[29]);
        Assert.Equal(model.Graph.Nodes.Select(node => node.ToString()), all.Graph.Nodes.Select(node => node.ToString()));
        Assert.Contains("one phase or more", Assert.Throws<OnnxException>(() => PhasedFineTuning.Run(model, settings, () => new Adam(), [], Fill, TestContext.Current.CancellationToken)).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adapters_begin_at_the_old_answers_and_merge_into_the_old_graph(bool isTransposed)
    {
        var graph = new GraphBuilder("dense");
        var hidden = graph.Relu(graph.Gemm(graph.Input("in", ElementType.Float32, -1, 6), graph.Constant(isTransposed ? Drawn.Of(8, 6) : Drawn.Of(6, 8)), graph.Constant(Drawn.Of(8)), transposeRight: isTransposed));
        graph.Output("out", graph.MatMul(hidden, graph.Constant(Drawn.Of(8, 2))), -1, 2);
        var model = graph.Build();
        var rows = Drawn.Of(4, 6);
        var adapters = LowRankAdapters.Attach(model, new AdapterSettings { Rank = 2 });
        Assert.Equal(4, adapters.Parameters.Count);
        Assert.Equal(ToyModels.Run(model, rows), ToyModels.Run(adapters.Model, rows));

        using var session = new TrainingSession(adapters.Model, new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = 4, Optimizer = new Adam(), Parameters = adapters.Parameters });
        rows.Span<float>().CopyTo(session.Input<float>("in"));
        Drawn.Of(4, 2).Span<float>().CopyTo(session.Input<float>(session.Target));
        var first = session.Step(0.02f);
        for (var i = 0; i < 100; i++)
            session.Step(0.02f);
        Assert.True(session.Compute() < first / 4);

        var merged = adapters.Merge(session.ToModel());
        Assert.Equal(2, Changed(model, merged).Length);
        Assert.Equal(model.Graph.Nodes.Select(node => node.ToString()), merged.Graph.Nodes.Select(node => node.ToString()));
        var given = ToyModels.Run(merged, rows);
        for (var i = 0; i < given.Length; i++)
            Assert.Equal(session.Predictions[i], given[i], 1e-4f);
    }

    [Fact]
    public void Adapters_that_cannot_be_are_refused()
    {
        Assert.Contains("0 was asked for", Assert.Throws<OnnxException>(() => LowRankAdapters.Attach(ToyModels.Linear(), new() { Rank = 0 })).Message);
        Assert.Contains("fits 'nothing'", Assert.Throws<OnnxException>(() => LowRankAdapters.Attach(ToyModels.Linear(), new() { Weights = ["nothing"] })).Message);
        var graph = new GraphBuilder("plain");
        graph.Output("out", graph.Relu(graph.Input("in", ElementType.Float32, -1)), -1);
        Assert.Contains("no matrix product", Assert.Throws<OnnxException>(() => LowRankAdapters.Attach(graph.Build())).Message);
    }

    private static void Fill(TrainingSession session, long step)
    {
        s_pictures.Span<float>().CopyTo(session.Input<float>("in"));
        new long[] { 0, 1, 2 }.CopyTo(session.Input<long>(session.Target));
    }

    private static string[] Changed(OnnxModel before, OnnxModel after) =>
    [
        .. after.Graph.Initializers.Where(stored => stored.Type == ElementType.Float32 && !before.Graph.FindInitializer(stored.Name)!.Read().Span<float>().SequenceEqual(stored.Read().Span<float>())).Select(stored => stored.Name),
    ];
}
