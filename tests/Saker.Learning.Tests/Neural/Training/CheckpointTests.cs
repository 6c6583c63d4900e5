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
