using Saker.Platform.Experiments;

namespace Saker.Platform.Tests.Experiments;

public sealed class CurveLogTests : EmbeddedTests
{
    [Fact]
    public async Task Values_that_wait_have_a_bound_and_those_beyond_it_are_counted()
    {
        var run = await Saker.Experiments.StartRunAsync((await Saker.Experiments.GetOrCreateAsync("curves", Cancellation)).Id, "fast", null, Cancellation);
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var warnings = new List<string>();
        var log = new CurveLog(LogGate.Around(Saker.Experiments, HoldAsync), warnings.Add, Cancellation, capacity: 3);
        Add(0, 1);
        await begun.Task.WaitAsync(Cancellation);
        Add(1, 2_000);
        goOn.SetResult();
        await log.CompleteAsync();
        Assert.StartsWith("1997 values of learning curves are not in the run's metrics: they came faster", Assert.Single(warnings), StringComparison.Ordinal);
        // The oldest of those that waited went.
        Assert.Equal([0L, 1998, 1999, 2000], (await Saker.Experiments.GetHistoryAsync(run.Id, "loss", Cancellation)).Select(point => point.Step));

        void Add(int first, int count)
        {
            for (var step = first; step < first + count; step++)
                log.Add(run.Id, new Metric("loss", 1, step, TimeProvider.System.GetUtcNow()));
        }

        Task HoldAsync(RunEntries entries)
        {
            begun.TrySetResult();
            return goOn.Task;
        }
    }
}
