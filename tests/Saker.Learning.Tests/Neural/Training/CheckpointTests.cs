using Saker.Data;
using Saker.Learning.Neural.Training;
using Saker.Onnx.Training;

namespace Saker.Learning.Tests.Neural.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-checkpoints-").FullName;

    private string Newest => Path.Combine(_folder, "training.checkpoint");

    private string Older => Path.Combine(_folder, "training.previous");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Training_stopped_within_an_epoch_goes_on_to_the_same_weights_and_reports(bool streams)
    {
        var whole = Run(Plan(null), streams);
        for (var step = 3; ; step += 4)
        {
            using var stop = new CancellationTokenSource();
            try
            {
                var outcome = Run(Plan(_folder), streams, new Stop(stop, step), stop);
                Assert.Equal(whole.Model.ToBytes(), outcome.Model.ToBytes());
                Assert.Equal(whole.Epochs.Select(Known), outcome.Epochs.Select(Known));
                Assert.Equal(Known(whole.Best), Known(outcome.Best));
                Assert.True(step > 10);
                return;
            }
            catch (OperationCanceledException)
            {
                Assert.True(File.Exists(Newest));
            }
        }
    }

    [Fact]
    public void A_damaged_generation_is_named_and_the_older_one_taken()
    {
        var whole = Run(Plan(_folder), streams: false);
        Damage(Newest);
        var outcome = Run(Plan(_folder), streams: false);
        Assert.Contains("'" + Newest + "' is damaged", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal(whole.Model.ToBytes(), outcome.Model.ToBytes());
    }

    [Fact]
    public void A_kill_between_the_two_renames_leaves_the_older_generation()
    {
        var whole = Run(Plan(_folder), streams: false);
        File.Delete(Newest);
        File.WriteAllBytes($"{Newest}.new", [1, 2, 3]);
        var outcome = Run(Plan(_folder), streams: false);
        Assert.Empty(outcome.Warnings);
        Assert.Equal(whole.Model.ToBytes(), outcome.Model.ToBytes());
    }

    [Fact]
    public void Without_any_whole_generation_nothing_is_trained()
    {
        Run(Plan(_folder), streams: false);
        Damage(Newest);
        File.WriteAllBytes(Older, File.ReadAllBytes(Older)[..100]);
        var error = Assert.Throws<SakerException>(() => Run(Plan(_folder), streams: false));
        Assert.Contains(Newest, error.Message, StringComparison.Ordinal);
        Assert.Contains(Older, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_training_does_not_go_on_from_it()
    {
        Run(Plan(_folder), streams: false);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => Run(Plan(_folder) with { Seed = 99 }, streams: false)).Kind);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => Run(Plan(_folder) with { Rate = LearningRate.Constant(0.77) }, streams: false)).Kind);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => Run(Plan(_folder), streams: true)).Kind);
    }

    [Fact]
    public void Settings_of_loss_and_optimiser_tell_trainings_apart()
    {
        Run(Plan(_folder), streams: false);
        var other = Plan(_folder);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => Run(other with { Session = other.Session with { Loss = Losses.BinaryCrossEntropy(positiveWeight: 2) } }, streams: false)).Kind);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => Run(other with { Session = other.Session with { Optimizer = new Adam(firstDecay: 0.8f) } }, streams: false)).Kind);
    }

    [Fact]
    public void One_that_is_cancelled_while_it_waits_for_examples_keeps_what_was_learned()
    {
        var whole = Run(Plan(null), streams: true);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => EpochTrainer.Run(
            ToyNetwork.Build(), Seldom(_folder), ExampleSource.Stream(_ => Stopping(stop), 30), ExampleSource.InMemory(ToyNetwork.Circle(40, seed: 4)), TrainingWatch.None, stop.Token));
        Assert.True(File.Exists(Newest));
        Assert.Equal(whole.Model.ToBytes(), Run(Seldom(_folder), streams: true).Model.ToBytes());

        // The stream ends only after steps were made from what was read of it.
        static async IAsyncEnumerable<ExampleSet> Stopping(CancellationTokenSource stop)
        {
            var read = 0;
            await foreach (var chunk in ToyNetwork.Chunks(ToyNetwork.Circle(150), 11)(0))
            {
                if ((read += chunk.Count) > 120)
                    await stop.CancelAsync();
                stop.Token.ThrowIfCancellationRequested();
                yield return chunk;
            }
        }
    }

    [Fact]
    public void One_that_is_cancelled_while_held_out_examples_are_measured_keeps_its_epoch()
    {
        var whole = Run(Plan(null), streams: false);
        using var stop = new CancellationTokenSource();
        var heldOut = ExampleSource.Stream(_ => Stopping(stop), 1);
        Assert.ThrowsAny<OperationCanceledException>(() => EpochTrainer.Run(ToyNetwork.Build(), Seldom(_folder), ExampleSource.InMemory(ToyNetwork.Circle(150)), heldOut, TrainingWatch.None, stop.Token));
        var steps = new Told();
        var outcome = EpochTrainer.Run(
            ToyNetwork.Build(), Seldom(_folder), ExampleSource.InMemory(ToyNetwork.Circle(150)), ExampleSource.InMemory(ToyNetwork.Circle(40, seed: 4)), new TrainingWatch { Steps = steps, Interval = TimeSpan.Zero },
            TestContext.Current.CancellationToken);
        Assert.Equal(whole.Model.ToBytes(), outcome.Model.ToBytes());
        Assert.Equal(2, steps.FirstEpoch);

        static async IAsyncEnumerable<ExampleSet> Stopping(CancellationTokenSource stop)
        {
            yield return ToyNetwork.Circle(20, seed: 4);
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public void A_generation_that_cannot_be_read_is_named_and_the_older_one_taken()
    {
        var whole = Run(Plan(_folder), streams: false);
        using var held = Hold(Newest);
        var outcome = Run(Plan(_folder), streams: false);
        Assert.Contains("'" + Newest + "' cannot be read", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal(whole.Model.ToBytes(), outcome.Model.ToBytes());
    }

    [Fact]
    public void Without_any_that_can_be_read_training_begins_anew_only_where_checkpoints_are_optional()
    {
        var whole = Run(Plan(_folder), streams: false);
        using var newest = Hold(Newest);
        using var older = Hold(Older);
        Assert.Contains("cannot be read", Assert.Throws<SakerException>(() => Run(Plan(_folder), streams: false)).Message, StringComparison.Ordinal);
        var outcome = Run(Optional(), streams: false);
        Assert.Contains(outcome.Warnings, warning => warning.StartsWith("Training began anew", StringComparison.Ordinal));
        Assert.Equal(whole.Model.ToBytes(), outcome.Model.ToBytes());
    }

    [Fact]
    public void One_that_is_cancelled_is_cancelled_also_where_its_state_cannot_be_kept()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        using var stop = new CancellationTokenSource();
        var cancelled = Assert.ThrowsAny<OperationCanceledException>(() => Run(Seldom(file), streams: false, new Stop(stop, 1), stop));
        Assert.Contains("cannot be kept", Assert.IsType<SakerException>(cancelled.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void States_are_written_and_read_without_a_copy_of_them()
    {
        using var session = new TrainingSession(ToyNetwork.Wide(), ToyNetwork.Plan().Session with { Loss = Losses.MeanSquared(), WeighsRows = true });
        var state = new LoopState { Best = session.CopyWeights(), ThreadCount = 1 };
        var files = new CheckpointFiles(_folder, "one");
        files.Write(state, session);
        var before = GC.GetAllocatedBytesForCurrentThread();
        files.Write(state, session);
        var written = GC.GetAllocatedBytesForCurrentThread() - before;
        var size = new FileInfo(Newest).Length;
        Assert.True(size > 4_000_000, $"{size} bytes were kept.");
        Assert.True(written < size / 2, $"{written} bytes were allocated to keep {size}.");

        var (saved, best) = (session.Save(), session.CopyWeights());
        session.Step(0.1f);
        before = GC.GetAllocatedBytesForCurrentThread();
        using var kept = files.Read([])!;
        kept.Restore(session);
        // The best weights are kept in memory, a quarter of it all here.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < size / 2);
        Assert.Equal(saved, session.Save());
        session.Step(0.1f);
        session.SetWeights(kept.State.Best!);
        Assert.Equal(session.Parameter(session.Parameters[0]).ToArray(), Values(best, session));
    }

    private static float[] Values(WeightCopy weights, TrainingSession session)
    {
        session.SetWeights(weights);
        return session.Parameter(session.Parameters[0]).ToArray();
    }

    // Another that holds a file keeps all others from reading it.
    private static FileStream Hold(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private TrainingPlan Optional() => Plan(_folder) with { Checkpoints = new TrainingCheckpoints { Folder = _folder, EverySteps = 2, IsOptional = true } };

    private static TrainingPlan Seldom(string folder) => Plan(folder) with { Checkpoints = new TrainingCheckpoints { Folder = folder } };

    private sealed class Told : IProgress<TrainingProgress>
    {
        public int FirstEpoch { get; private set; }

        public void Report(TrainingProgress value) => FirstEpoch = FirstEpoch == 0 ? value.Epoch : FirstEpoch;
    }

    private static TrainingPlan Plan(string? folder) => ToyNetwork.Plan(4) with
    {
        Checkpoints = folder is null ? null : new TrainingCheckpoints { Folder = folder, EverySteps = 2 }, Mixup = 0.3, Plateau = new RatePlateau { Patience = 0 }, Rate = LearningRate.Cosine(0.02, 50),
    };

    private static TrainingOutcome Run(TrainingPlan plan, bool streams, IProgress<TrainingProgress>? steps = null, CancellationTokenSource? stop = null)
    {
        var (examples, heldOut) = (ToyNetwork.Circle(150), ToyNetwork.Circle(40, seed: 4));
        var source = streams ? ExampleSource.Stream(ToyNetwork.Chunks(examples, 11), 30) : ExampleSource.InMemory(examples);
        return EpochTrainer.Run(ToyNetwork.Build(), plan, source, ExampleSource.InMemory(heldOut), new TrainingWatch { Steps = steps, Interval = TimeSpan.Zero }, stop?.Token ?? TestContext.Current.CancellationToken);
    }

    private static (int, double, double?, double, bool) Known(EpochReport epoch) => (epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss, epoch.Rate, epoch.IsBest);

    private static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    // Stops training after so many steps in all.
    private sealed class Stop(CancellationTokenSource source, int after) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if ((value.Epoch - 1) * 5 + value.Batch >= after)
                source.Cancel();
        }
    }
}
