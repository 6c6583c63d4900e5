using Microsoft.Extensions.Logging;

namespace Saker.Platform.Tests;

public sealed class LoopWatchTests
{
    [Fact]
    public async Task A_loop_that_ends_by_a_fault_is_told_at_once_and_one_that_is_stopped_is_not()
    {
        using var log = new LogLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var watch = new LoopWatch(TimeProvider.System, factory.CreateLogger<LoopWatch>());
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<IOException>(() => watch.WatchAsync("windows", Task.FromException(new IOException("gone")), stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => watch.WatchAsync("jobs", Task.FromCanceled(stop.Token), stop.Token));

        Assert.Contains("windows ended by a fault", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task A_loop_that_fails_is_told_at_once_and_begins_again_while_others_run(Type fault)
    {
        using var log = new LogLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var watch = new LoopWatch(new HastyTime(), factory.CreateLogger<LoopWatch>());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (begun, again) = (0, new TaskCompletionSource());

        var all = Task.WhenAll(watch.KeepAsync("sealing", RunAsync, stop.Token), watch.KeepAsync("others", token => Task.Delay(Timeout.Infinite, token), stop.Token));
        await again.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("sealing failed", Assert.Single(log.Lines), StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => all);

        Assert.Equal(2, begun);
        Assert.Single(log.Lines);

        async Task RunAsync(CancellationToken token)
        {
            if (++begun == 1)
                throw (Exception)Activator.CreateInstance(fault)!;
            again.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    [Fact]
    public async Task A_loop_that_has_nothing_to_do_may_end()
    {
        using var log = new LogLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        await new LoopWatch(TimeProvider.System, factory.CreateLogger<LoopWatch>()).KeepAsync("access", _ => Task.CompletedTask, TestContext.Current.CancellationToken);
        Assert.Empty(log.Lines);
    }

    /// <summary>Does not wait.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.FromMilliseconds(1), period);
    }
}
