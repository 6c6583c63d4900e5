using Saker.Learning.Trainers;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

public sealed class RoundLogTests : EmbeddedTests
{
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task Curves_of_several_runs_are_histories()
    {
        var (first, second) = (await StartAsync("first"), await StartAsync("second"));
        var log = new RoundLog(Saker.Experiments, TimeProvider.System, _warnings.Add, Cancellation);
        Tell(log, first, 30);
        Tell(log, second, 20, "cv.");
        await log.CompleteAsync();
        Assert.Equal(Enumerable.Range(0, 30).Select(step => (long)step), (await Saker.Experiments.GetHistoryAsync(first.Id, "loss", Cancellation)).Select(point => point.Step));
        Assert.Equal(20, (await Saker.Experiments.GetHistoryAsync(second.Id, "cv.loss", Cancellation)).Count);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_curve_that_cannot_be_written_is_told_and_ends_nothing()
    {
        var (lost, kept) = (await StartAsync("lost"), await StartAsync("kept"));
        await Saker.Runs.DeleteAsync(lost.Id, Cancellation);
        var log = new RoundLog(Saker.Experiments, TimeProvider.System, _warnings.Add, Cancellation);
        Tell(log, lost, 5);
        Tell(log, kept, 5);
        await log.CompleteAsync();
        Assert.StartsWith("5 values of learning curves are not in the run's metrics: ", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Equal(5, (await Saker.Experiments.GetHistoryAsync(kept.Id, "loss", Cancellation)).Count);
    }

    [Fact]
    public async Task One_that_is_cancelled_completes_all_the_same()
    {
        using var stop = new CancellationTokenSource();
        var log = new RoundLog(Saker.Experiments, TimeProvider.System, _warnings.Add, stop.Token);
        await stop.CancelAsync();
        Tell(log, await StartAsync("stopped"), 3);
        await log.CompleteAsync();
    }

    private static void Tell(RoundLog log, Run run, int rounds, string prefix = "")
    {
        for (var round = 1; round <= rounds; round++)
        {
            var told = new FitProgress(0, round, rounds, new Dictionary<string, double> { ["loss"] = 1.0 / round }, TimeSpan.FromSeconds(rounds - round));
            log.Add(run, prefix, told, FitStanding.Of(told));
        }
    }

    private async Task<Run> StartAsync(string name) => await Saker.Experiments.StartRunAsync((await Saker.Experiments.GetOrCreateAsync("curves", Cancellation)).Id, name, null, Cancellation);
}
