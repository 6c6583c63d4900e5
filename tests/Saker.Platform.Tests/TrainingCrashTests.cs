namespace Saker.Platform.Tests;

public sealed class TrainingCrashTests : IDisposable
{
    private const int Switch = -4;
    private const int PipelineSwitch = -5;

    private readonly string _folder = Directory.CreateTempSubdirectory("saker-training-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_training_that_is_killed_within_epochs_ends_with_the_weights_of_one_that_was_not()
    {
        var (whole, killed) = (Directory.CreateDirectory(Path.Combine(_folder, "whole")).FullName, Directory.CreateDirectory(Path.Combine(_folder, "killed")).FullName);
        using var uninterrupted = new VictimProcess(whole, "step", 0, Switch);
        foreach (var at in (string[])["step 1 7", "step 8 5", "step 17 14"])
        {
            using var victim = new VictimProcess(killed, at, 0, Switch);
            await victim.UnderWay;
            var last = (await victim.KillAsync(Token))[^1];
            Assert.StartsWith("step", last, StringComparison.Ordinal);
        }
        using var resumed = new VictimProcess(killed, "step", 0, Switch);
        var (expected, given) = (await uninterrupted.EndAsync(Token), await resumed.EndAsync(Token));

        Assert.StartsWith("trained", expected[^1], StringComparison.Ordinal);
        Assert.Equal(expected[^1], given[^1]);
        Assert.True(given.Count < expected.Count);
    }

    [Fact]
    public async Task A_pipeline_that_is_killed_while_it_fits_goes_on_there_and_leaves_nothing_behind()
    {
        var (whole, killed) = (Directory.CreateDirectory(Path.Combine(_folder, "whole")).FullName, Directory.CreateDirectory(Path.Combine(_folder, "killed")).FullName);
        using var uninterrupted = new VictimProcess(whole, "fold", 0, PipelineSwitch);
        using (var victim = new VictimProcess(killed, "final epoch 9 of 24", 0, PipelineSwitch))
        {
            await victim.UnderWay;
            await victim.KillAsync(Token);
        }
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(killed, "fits", "victim"), "*.checkpoint", SearchOption.AllDirectories));
        using var resumed = new VictimProcess(killed, "final", 0, PipelineSwitch);
        var (expected, given) = (await uninterrupted.EndAsync(Token), await resumed.EndAsync(Token));

        Assert.StartsWith("trained", expected[^1], StringComparison.Ordinal);
        Assert.Equal(expected[^1], given[^1]);
        Assert.Equal(3 * 24, expected.Count(line => line.Contains("epoch", StringComparison.Ordinal)));
        Assert.DoesNotContain(given, line => line.StartsWith("fold", StringComparison.Ordinal) || line.StartsWith("final epoch 8 ", StringComparison.Ordinal));
        Assert.DoesNotContain(given, line => line.StartsWith("warning Training", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(killed, "fits", "victim")));
    }
}
