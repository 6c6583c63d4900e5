using Saker.Data;
using Saker.Learning.Neural.Building;
using Saker.Learning.Neural.Training;
using Saker.Onnx;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;

namespace Saker.Learning.Tests.Neural.Training;

public sealed class EpochTrainerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_network_learns_from_short_batches_too_and_what_is_measured_is_what_it_serves()
    {
        var heldOut = ToyNetwork.Circle(101, seed: 2);
        var outcome = Run(ToyNetwork.Plan(30) with { Score = ValidationScore.Accuracy }, ToyNetwork.Circle(501), heldOut);

        Assert.All(outcome.Epochs, epoch => Assert.Equal((501, epoch.Epoch * 16), (epoch.RowCount, epoch.StepCount)));
        Assert.True(outcome.Best.Score > 0.9, $"{outcome.Best.Score}");
        Assert.Equal(outcome.Epochs.Max(epoch => epoch.Score), outcome.Best.Score);
        using var served = new OnnxSession(outcome.Model);
        var given = served.Run(new Dictionary<string, Tensor> { ["x"] = heldOut.Inputs["x"] }, Token)[0].Span<float>().ToArray();
        Assert.Equal(outcome.Best.Score!.Value, ValidationScore.Accuracy.Compute(given, heldOut.Targets!.Span<float>().ToArray()));
        Assert.Equal(outcome.Best.ValidationLoss!.Value, given.Zip(heldOut.Targets.Span<float>().ToArray(), (logit, target) => Math.Log(1 + Math.Exp(target == 1 ? -logit : logit))).Average(), 1e-5);
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_and_others_do_not()
    {
        var examples = ToyNetwork.Circle(150);
        var first = Run(ToyNetwork.Plan(3), examples).Model.ToBytes();
        Assert.Equal(first, Run(ToyNetwork.Plan(3), examples).Model.ToBytes());
        Assert.NotEqual(first, Run(ToyNetwork.Plan(3) with { Seed = 8 }, examples).Model.ToBytes());
    }

    [Fact]
    public void A_stream_gives_the_same_however_it_is_cut_and_loses_no_example()
    {
        var examples = ToyNetwork.Circle(150);
        byte[] Train(int size) => EpochTrainer.Run(ToyNetwork.Build(), ToyNetwork.Plan(3), ExampleSource.Stream(ToyNetwork.Chunks(examples, size), 40), null, TrainingWatch.None, Token) switch
        {
            var outcome when outcome.Epochs.All(epoch => epoch.RowCount == 150) => outcome.Model.ToBytes(),
            var outcome => throw new InvalidOperationException($"{outcome.Epochs[0].RowCount}"),
        };
        Assert.Equal(Train(150), Train(7));
    }

    [Fact]
    public void A_streams_epoch_has_each_example_once_in_another_order()
    {
        var seen = Orders(ExampleSource.Stream(ToyNetwork.Chunks(ToyNetwork.Circle(100), 9), 30)).ToArray();
        var memory = Orders(ExampleSource.InMemory(ToyNetwork.Circle(100))).ToArray();
        foreach (var orders in (float[][][])[seen, memory])
        {
            Assert.Equal(orders[0].Order(), orders[1].Order());
            Assert.NotEqual(orders[0], orders[1]);
            Assert.Equal(100, orders[0].Distinct().Count());
        }
    }

    [Fact]
    public void It_ends_early_and_goes_back_to_the_best_weights()
    {
        // Held-out targets are turned round: what is learned makes them worse.
        var examples = ToyNetwork.Circle(200);
        var turned = ToyNetwork.Set(examples.Inputs["x"].Span<float>().ToArray(), Tensor.Of(examples.Targets!.Span<float>().ToArray().Select(target => 1 - target).ToArray(), 200, 1));
        var outcome = Run(ToyNetwork.Plan(50) with { Patience = 3, Plateau = new RatePlateau { Patience = 0, Factor = 0.5 } }, examples, turned);

        Assert.True(outcome.StoppedEarly);
        Assert.Equal(outcome.Best.Epoch + 3, outcome.Epochs.Count);
        Assert.Equal(0.02 / 4, outcome.Epochs[^1].Rate, 1e-6);
        var best = Run(ToyNetwork.Plan(outcome.Best.Epoch), examples, turned);
        Assert.Equal(best.Model.ToBytes(), outcome.Model.ToBytes());
    }

    [Fact]
    public void Weights_of_rows_and_of_classes_count_as_often_as_rows()
    {
        var plain = ToyNetwork.Circle(64);
        var (points, targets) = (plain.Inputs["x"].Span<float>().ToArray(), plain.Targets!.Span<float>().ToArray());
        var weighted = Run(Full(64), ToyNetwork.Set(points, plain.Targets, [.. targets.Select(target => target == 1 ? 3f : 1f)]));
        var byClass = Run(Full(64) with { ClassWeights = [1, 3] }, plain);
        int[] repeated = [.. Enumerable.Range(0, 64).SelectMany(row => Enumerable.Repeat(row, targets[row] == 1 ? 3 : 1))];
        var often = Run(Full(repeated.Length), ToyNetwork.Set([.. repeated.SelectMany(row => points[(2 * row)..(2 * row + 2)])], Tensor.Of([.. repeated.Select(row => targets[row])], repeated.Length, 1)));

        Assert.Equal(weighted.Model.ToBytes(), byClass.Model.ToBytes());
        Assert.Equal(often.Best.TrainLoss, weighted.Best.TrainLoss, 1e-5);
        Assert.Equal([0.75f, 1.5f], ClassWeights.Balanced([0, 0, 1], 2));
    }

    [Fact]
    public void Progress_tells_epochs_and_time_left()
    {
        var (epochs, steps) = (new List<EpochReport>(), new List<TrainingProgress>());
        var watch = new TrainingWatch { Epochs = new Told<EpochReport>(epochs), Steps = new Told<TrainingProgress>(steps), Interval = TimeSpan.Zero };
        EpochTrainer.Run(ToyNetwork.Build(), ToyNetwork.Plan(3), ExampleSource.InMemory(ToyNetwork.Circle(100)), null, watch, Token);

        Assert.Equal([1, 2, 3], epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(TimeSpan.Zero, epochs[^1].Remaining);
        Assert.Equal(12, steps.Count);
        Assert.All(steps, step => Assert.True(step.BatchCount == 4 && step.Remaining >= TimeSpan.Zero && double.IsFinite(step.Loss)));
    }

    [Fact]
    public void Batches_allocate_nothing()
    {
        var (seen, count) = (new long[40], 0);
        var watch = new TrainingWatch { Steps = new Counted(() => seen[count++] = GC.GetAllocatedBytesForCurrentThread()), Interval = TimeSpan.Zero };
        EpochTrainer.Run(ToyNetwork.Build(), ToyNetwork.Plan(2) with { Mixup = 0.2, ClassWeights = [1, 2] }, ExampleSource.InMemory(ToyNetwork.Circle(500)), null, watch, Token);
        // What is told is an object of its own; nothing else comes with a batch.
        Assert.InRange(seen[15] - seen[5], 0, 10 * 100);
    }

    [Fact]
    public void Images_are_augmented_in_training_alone_and_again_the_same_by_their_seed()
    {
        var builder = new NetworkBuilder("images", 1);
        var network = builder.Output("y", builder.Input("x", 1, 6, 6).Conv("conv", 4, 3).Relu().Flatten().Dense("head", 2)).Build();
        var chance = new Xoshiro256(1);
        var classes = Enumerable.Range(0, 90).Select(_ => (long)chance.Below(2)).ToArray();
        // Class 1 has its upper half bright.
        var pixels = Enumerable.Range(0, 90 * 36).Select(i => (float)chance.NextDouble() + (classes[i / 36] == 1 && i % 36 < 18 ? 0.5f : 0)).ToArray();
        var examples = ExampleSource.InMemory(ExampleSet.Of(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(pixels, 90, 1, 6, 6) }, Tensor.Vector(classes)));
        TrainingOutcome Train(ImageAugmentation? augmentation) => EpochTrainer.Run(
            network.Model, ToyNetwork.Plan(12, loss: Losses.CrossEntropy(smoothing: 0.05f)) with { Augmentation = augmentation, Score = ValidationScore.Accuracy }, examples, examples, TrainingWatch.None, Token);

        var turned = new ImageAugmentation { FlipsSideways = true, Shift = 0.1, Rotate = 15, Zoom = 0.1, Colour = 0.1 };
        var augmented = Train(turned);
        Assert.True(augmented.Best.Score > 0.85, $"{augmented.Best.Score}");
        Assert.Equal(augmented.Model.ToBytes(), Train(turned).Model.ToBytes());
        Assert.NotEqual(augmented.Model.ToBytes(), Train(null).Model.ToBytes());
    }

    [Fact]
    public void Mixup_and_soft_targets_learn_from_numbers_of_classes()
    {
        var circle = ToyNetwork.Circle(300);
        var classes = Tensor.Of(circle.Targets!.Span<float>().ToArray().Select(target => (long)target).ToArray(), 300);
        var examples = ToyNetwork.Set(circle.Inputs["x"].Span<float>().ToArray(), classes);
        var plan = ToyNetwork.Plan(20, loss: Losses.SoftCrossEntropy()) with { Mixup = 0.2, Score = ValidationScore.Accuracy };
        var outcome = EpochTrainer.Run(ToyNetwork.Build(outputs: 2), plan, ExampleSource.InMemory(examples), ExampleSource.InMemory(ToyNetwork.Set(circle.Inputs["x"].Span<float>().ToArray(), Shares(classes))), TrainingWatch.None, Token);
        Assert.True(outcome.Epochs[^1].ValidationLoss < 0.5, $"{outcome.Epochs[^1].ValidationLoss}");
        Assert.Contains("soft cross-entropy", Assert.Throws<SakerException>(() => Run(ToyNetwork.Plan(1, loss: Losses.CrossEntropy()) with { Mixup = 0.2 }, examples)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var circle = ToyNetwork.Circle(40);
        var points = circle.Inputs["x"].Span<float>().ToArray();
        Fails("targets", "example 3 is NaN", () => ToyNetwork.Set(points, Tensor.Of([.. Enumerable.Range(0, 40).Select(row => row == 3 ? float.NaN : 1f)], 40, 1)));
        Fails("targets", "40 examples and 39 targets", () => ToyNetwork.Set(points, Tensor.Of(new float[39], 39, 1)));
        Fails("weights", "must be 0 or more", () => ToyNetwork.Set(points, circle.Targets!, [.. Enumerable.Repeat(-1f, 40)]));
        Fails("examples", "no example", () => Run(ToyNetwork.Plan(), ToyNetwork.Circle(0)));
        Fails("held_out", "no held-out example", () => Run(ToyNetwork.Plan(), circle, ToyNetwork.Circle(0)));
        Fails("examples", "no example", () => EpochTrainer.Run(ToyNetwork.Build(), ToyNetwork.Plan(), ExampleSource.Stream(ToyNetwork.Chunks(ToyNetwork.Circle(0), 5)), null, TrainingWatch.None, Token));
        Fails("examples", "weight above 0", () => Run(ToyNetwork.Plan(), ToyNetwork.Set(points, circle.Targets!, new float[40])));
        Fails("x", "2 elements", () => Run(ToyNetwork.Plan(), ExampleSet.Of(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(new float[120], 40, 3) }, circle.Targets)));
        Fails("x", "takes an input 'x'", () => Run(ToyNetwork.Plan(), ExampleSet.Of(new Dictionary<string, Tensor> { ["z"] = Tensor.Of(points, 40, 2) }, circle.Targets)));
        Fails("targets", "must have 1", () => Run(ToyNetwork.Plan(), ToyNetwork.Set(points, Tensor.Of(new float[80], 40, 2))));
        Fails("targets", "needs targets", () => Run(ToyNetwork.Plan(), ExampleSet.Of(circle.Inputs)));
        Fails("batch", "multiple of 30", () => Run(ToyNetwork.Plan(batch: 30, loss: Losses.Triplet()), ExampleSet.Of(circle.Inputs)));
        Fails("augmentation.input", "rows, channels, height, width", () => Run(ToyNetwork.Plan() with { Augmentation = new ImageAugmentation() }, circle));
        Assert.Equal(["epochs", "patience", "mixup"], Assert.Throws<SakerException>(() => Run(ToyNetwork.Plan(0) with { Patience = -1, Mixup = double.NaN }, circle)).Problems.Select(problem => problem.Field));
        foreach (var wrong in new[] { -1L, 2L })
            Fails("targets", "classes 0 to 1", () => EpochTrainer.Run(
                ToyNetwork.Build(outputs: 2), ToyNetwork.Plan(1, loss: Losses.CrossEntropy()), ExampleSource.InMemory(ToyNetwork.Set(points, Tensor.Of([.. Enumerable.Repeat(0L, 39), wrong], 40))), null, TrainingWatch.None, Token));
        points[5] = float.NaN;
        Assert.Contains("'x'", Assert.Throws<OnnxException>(() => Run(ToyNetwork.Plan(), ToyNetwork.Set(points, circle.Targets!))).Message, StringComparison.Ordinal);
    }

    private static TrainingPlan Full(int batch)
    {
        var plan = ToyNetwork.Plan(4, batch);
        return plan with { Session = plan.Session with { DropsOut = false, UsesBatchStatistics = false, Optimizer = new Sgd() }, Rate = LearningRate.Constant(0.1) };
    }

    private static Tensor Shares(Tensor classes)
    {
        var shares = new float[2 * classes.Count];
        for (var i = 0; i < classes.Count; i++)
            shares[2 * i + (int)classes.Span<long>()[i]] = 1;
        return Tensor.Of(shares, classes.Count, 2);
    }

    private static TrainingOutcome Run(TrainingPlan plan, ExampleSet examples, ExampleSet? heldOut = null) =>
        EpochTrainer.Run(ToyNetwork.Build(), plan, ExampleSource.InMemory(examples), heldOut is null ? null : ExampleSource.InMemory(heldOut), TrainingWatch.None, Token);

    private static void Fails(string field, string part, Action act)
    {
        var error = Assert.Throws<SakerException>(act);
        Assert.Equal(field, error.Field);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    // The first numbers of the examples of two epochs, in the order in which they come.
    private static IEnumerable<float[]> Orders(ExampleSource source)
    {
        using var session = new TrainingSession(ToyNetwork.Build(), ToyNetwork.Plan(batch: 1).Session with { WeighsRows = true });
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var (writer, seen) = (new BatchWriter(session, 1, null), new List<float>());
            using var cursor = source.Open(epoch, 5, shuffles: true, Token);
            while (writer.Fill(cursor) > 0)
                seen.Add(session.Input<float>("x")[0]);
            yield return [.. seen];
        }
    }

    private sealed class Counted(Action count) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => count();
    }

    private sealed class Told<T>(List<T> all) : IProgress<T>
    {
        public void Report(T value) => all.Add(value);
    }
}
