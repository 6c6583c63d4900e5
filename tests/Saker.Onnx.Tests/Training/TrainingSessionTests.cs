using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Training;

public sealed class TrainingSessionTests
{
    private const int Rows = 8;

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var session = Session(Network(dropout: 0.2f), new Adam());
        for (var i = 0; i < 10; i++)
            session.Step(0.01f);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            session.Step(0.01f);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_trained_model_predicts_what_training_saw()
    {
        using var session = Session(Network(), new Adam());
        var first = session.Step(0.02f);
        for (var i = 0; i < 200; i++)
            session.Step(0.02f);
        Assert.True(session.Compute() < first / 5);
        using var trained = new OnnxSession(session.ToModel());
        var given = trained.Run(new Dictionary<string, Tensor> { ["in"] = Tensor.Of(session.Input<float>("in").ToArray(), Rows, 4) }, TestContext.Current.CancellationToken)[0].Span<float>().ToArray();
        for (var i = 0; i < given.Length; i++)
            Assert.Equal(session.Predictions[i], given[i], 1e-5f);
    }

    [Fact]
    public void An_evaluation_sees_the_weights_of_now_drops_nothing_out_and_allocates_nothing()
    {
        using var session = Session(Network(dropout: 0.5f), new Adam());
        var first = session.Evaluate();
        for (var i = 0; i < 50; i++)
            session.Step(0.02f);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var loss = session.Evaluate();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(loss < first);
        Assert.Equal(loss, session.Evaluate());
        using var served = new OnnxSession(session.ToModel());
        var given = served.Run(new Dictionary<string, Tensor> { ["in"] = Tensor.Of(session.Input<float>("in").ToArray(), Rows, 4) }, TestContext.Current.CancellationToken)[0].Span<float>().ToArray();
        for (var i = 0; i < given.Length; i++)
            Assert.Equal(session.Evaluated[i], given[i], 1e-5f);
    }

    [Fact]
    public void Training_that_is_taken_up_again_is_equal_to_the_bit()
    {
        using var whole = Session(Network(dropout: 0.3f), new Adam());
        for (var i = 0; i < 7; i++)
            whole.Step(0.01f);
        var saved = whole.Save();
        for (var i = 0; i < 5; i++)
            whole.Step(0.01f);

        using var resumed = Session(Network(dropout: 0.3f), new Adam());
        resumed.Restore(saved);
        Assert.Equal(7, resumed.StepCount);
        for (var i = 0; i < 5; i++)
            resumed.Step(0.01f);
        Assert.Equal(whole.ToModel().ToBytes(), resumed.ToModel().ToBytes());
        Assert.Equal(whole.Save(), resumed.Save());
    }

    [Fact]
    public void State_goes_to_streams_and_comes_from_them_as_it_is_and_no_further()
    {
        using var session = Session(Network(dropout: 0.3f), new Adam());
        session.Step(0.01f);
        using var stream = new MemoryStream();
        session.Save(stream);
        Assert.Equal(session.Save(), stream.ToArray());
        stream.Write([1, 2, 3]);
        stream.Position = 0;
        using var other = Session(Network(dropout: 0.3f), new Adam());
        other.Restore(stream);
        Assert.Equal(stream.Length - 3, stream.Position);
        Assert.Equal(session.Save(), other.Save());
        var half = stream.ToArray()[..(int)(stream.Length / 2)];
        Assert.Contains("damaged", Assert.Throws<OnnxException>(() => other.Restore(new MemoryStream(half))).Message);
    }

    [Fact]
    public void Weights_of_before_come_back_and_the_optimiser_stays()
    {
        using var session = Session(Network(), new Adam());
        var (before, name) = (session.CopyWeights(), session.Parameters[0]);
        var values = session.Parameter(name).ToArray();
        session.Step(0.01f);
        Assert.NotEqual(values, session.Parameter(name).ToArray());
        using var stream = new MemoryStream();
        before.Write(stream);
        stream.Position = 0;
        session.SetWeights(WeightCopy.Read(stream));
        Assert.Equal(values, session.Parameter(name).ToArray());
        Assert.Equal(1, session.StepCount);
        using var fewer = Session(Network(), new Adam(), settings => settings with { Parameters = [name] });
        Assert.Contains("other parameters", Assert.Throws<OnnxException>(() => fewer.SetWeights(before)).Message);
    }

    [Fact]
    public void State_that_is_damaged_or_of_another_kind_is_refused()
    {
        using var session = Session(Network(), new Adam());
        session.Step(0.01f);
        var saved = session.Save();
        saved[40] ^= 1;
        Assert.Contains("damaged", Assert.Throws<OnnxException>(() => session.Restore(saved)).Message);
        Assert.Contains("damaged", Assert.Throws<OnnxException>(() => session.Restore(saved.AsSpan(..10))).Message);
        using var other = Session(Network(), new Sgd());
        Assert.Contains("another", Assert.Throws<OnnxException>(() => other.Restore(session.Save())).Message);
    }

    [Fact]
    public void Frozen_weights_stay_and_factors_slow_others_down()
    {
        var model = Network();
        var names = TrainableValues.Find(model).Select(spec => spec.Name).ToArray();
        using var session = Session(model, new Sgd(), settings => settings with { Parameters = names[2..], RateFactors = new Dictionary<string, float> { [names[2]] = 0 } });
        var slowed = session.Parameter(names[2]).ToArray();
        session.Step(0.1f);
        var trained = session.ToModel();
        Assert.Equal(model.Graph.FindInitializer(names[0])!.Read().Span<float>().ToArray(), trained.Graph.FindInitializer(names[0])!.Read().Span<float>().ToArray());
        Assert.Equal(slowed, session.Parameter(names[2]).ToArray());
        Assert.NotEqual(model.Graph.FindInitializer(names[3])!.Read().Span<float>().ToArray(), session.Parameter(names[3]).ToArray());
    }

    [Fact]
    public void Long_gradients_are_shortened()
    {
        using var session = Session(Network(), new Sgd(), settings => settings with { MaxGradientNorm = 1e-3f });
        var before = session.Parameters.SelectMany(name => session.Parameter(name).ToArray()).ToArray();
        session.Step(1);
        var moved = session.Parameters.SelectMany(name => session.Parameter(name).ToArray()).Zip(before, (after, was) => (double)after - was).Sum(step => step * step);
        Assert.Equal(1e-3, Math.Sqrt(moved), 1e-5);
    }

    [Fact]
    public void Numbers_that_are_not_finite_stop_training_by_name_and_leave_weights_alone()
    {
        using var session = Session(Network(), new Sgd());
        var before = session.Save();
        session.Input<float>("in")[3] = float.NaN;
        var refused = Assert.Throws<OnnxException>(() => session.Step(0.1f));
        Assert.Contains("'in'", refused.Message);
        Assert.Contains("Step 1", refused.Message);
        Assert.Equal(before, session.Save());
    }

    [Fact]
    public void Dropped_values_are_a_share_and_return_with_the_seed()
    {
        static float[] Losses(long seed)
        {
            using var session = Session(Network(dropout: 0.5f), new Sgd(), settings => settings with { Seed = seed });
            return [.. Enumerable.Range(0, 4).Select(_ => session.Compute())];
        }
        Assert.Equal(Losses(1), Losses(1));
        Assert.NotEqual(Losses(1), Losses(2));
        Assert.Equal(4, Losses(1).Distinct().Count());
    }

    [Fact]
    public void What_cannot_be_trained_is_refused_by_name()
    {
        var graph = new GraphBuilder("nothing");
        graph.Output("out", graph.Relu(graph.Input("in", ElementType.Float32, -1, 4)), -1, 4);
        Assert.Contains("no weights", Assert.Throws<OnnxException>(() => Session(graph.Build(), new Sgd())).Message);
        Assert.Contains("'missing'", Assert.Throws<OnnxException>(() => Session(Network(), new Sgd(), settings => settings with { Output = "missing" })).Message);
        Assert.Contains("'missing'", Assert.Throws<OnnxException>(() => Session(Network(), new Sgd(), settings => settings with { Parameters = ["missing"] })).Message);
        var used = new Sgd(0.9f);
        using var first = Session(Network(), used);
        Assert.Contains("serves one session", Assert.Throws<OnnxException>(() => Session(Network(), used)).Message);
    }

    [Fact]
    public void Two_threads_give_what_one_gives()
    {
        using var one = Session(Network(), new Sgd());
        using var two = Session(Network(), new Sgd(), settings => settings with { ThreadCount = null });
        Assert.Equal(one.Step(0.1f), two.Step(0.1f), 1e-5f);
        Assert.InRange(two.ThreadCount, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_and_one_that_is_trains_alike()
    {
        if (!ExecutionDevice.HasCuda)
        {
            Assert.Contains("cuda:0", Assert.Throws<OnnxException>(() => Session(Network(), new Sgd(), settings => settings with { Device = ExecutionDevice.Cuda() })).Message, StringComparison.Ordinal);
            return;
        }
        using var here = Session(Network(), new Sgd());
        using var there = Session(Network(), new Sgd(), settings => settings with { Device = ExecutionDevice.Cuda() });
        Assert.Equal(here.Step(0.1f), there.Step(0.1f), 1e-4f);
    }

    private static TrainingSession Session(OnnxModel model, Optimizer optimizer, Func<TrainingSettings, TrainingSettings>? change = null)
    {
        var settings = new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = Rows, Optimizer = optimizer };
        var session = new TrainingSession(model, change?.Invoke(settings) ?? settings);
        Drawn.Of(Rows, 4).Span<float>().CopyTo(session.Input<float>("in"));
        Drawn.Of(Rows, 2).Span<float>().CopyTo(session.Input<float>(session.Target));
        return session;
    }

    private static OnnxModel Network(float dropout = 0)
    {
        var graph = new GraphBuilder("network");
        var input = graph.Input("in", ElementType.Float32, -1, 4);
        var hidden = graph.Tanh(graph.Gemm(input, graph.Constant(Drawn.Of(4, 32)), graph.Constant(Drawn.Of(32))));
        if (dropout > 0)
            hidden = graph.Node("Dropout", [hidden, graph.Scalar(ElementType.Float32, dropout)], ElementType.Float32);
        graph.Output("out", graph.Gemm(hidden, graph.Constant(Drawn.Of(32, 2)), graph.Constant(Drawn.Of(2))), -1, 2);
        return graph.Build();
    }
}
