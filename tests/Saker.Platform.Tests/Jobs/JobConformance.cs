using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Jobs;

/// <summary>How recurring jobs are run by several processes that share a database.</summary>
public abstract class JobConformance(TestBackend backend) : IAsyncLifetime
{
    private static readonly JobOptions Options = new() { PollInterval = TimeSpan.FromMilliseconds(5), MaxRunCount = 5 };

    private readonly ManualTime _time = new();
    private readonly TestJob _job = new();
    private readonly Dictionary<SakerPlatform, JobRunner> _runners = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_runners_of_one_database_run_each_tick_once()
    {
        var (first, second) = (RunnerOf(await OpenAsync()), RunnerOf(await OpenAsync()));
        for (var tick = 1; tick <= 10; tick++)
        {
            await Task.WhenAll(TickTwiceAsync(first), TickTwiceAsync(second));
            Assert.Equal(tick, _job.Count);
            _time.Advance(_job.Interval);
        }
        Assert.Equal(1, _job.MaxAtOnce);
    }

    [Fact]
    public async Task A_job_that_takes_longer_than_its_interval_is_not_begun_beside_itself()
    {
        var (first, second) = (RunnerOf(await OpenAsync()), RunnerOf(await OpenAsync()));
        var done = new TaskCompletionSource();
        _job.Work = _ => done.Task;
        var begun = await first.TickAsync(Cancellation);
        _time.Advance(Options.LeaseDuration / 2);
        _job.Interval = TimeSpan.FromSeconds(1);
        Assert.Empty(await second.TickAsync(Cancellation));
        Assert.Empty(await first.TickAsync(Cancellation));
        done.SetResult();
        await Task.WhenAll(begun);
        Assert.Equal(1, _job.Count);
    }

    [Fact]
    public async Task What_was_missed_is_made_up_for_once_and_the_next_time_is_whole_intervals_on()
    {
        var saker = await OpenAsync();
        var start = _time.GetUtcNow();
        await TickAsync(RunnerOf(saker));
        _time.Advance(10.5 * _job.Interval);

        await TickAsync(RunnerOf(saker));
        await TickAsync(RunnerOf(saker));

        var status = Assert.Single(await saker.Jobs.ListAsync(Cancellation));
        Assert.Equal((2, start + (11 * _job.Interval)), (_job.Count, status.DueAt));
    }

    [Fact]
    public async Task A_failure_is_noted_and_tried_again_after_a_delay_that_doubles_and_ends_with_a_success()
    {
        var saker = await OpenAsync();
        _job.Work = _ => throw new InvalidOperationException("out of luck");
        foreach (var seconds in new[] { 10, 20, 40, 80, 160, 300, 300 })
        {
            await TickAsync(RunnerOf(saker));
            var failed = Assert.Single(await saker.Jobs.ListAsync(Cancellation));
            Assert.Equal((JobOutcome.Failed, "out of luck", _time.GetUtcNow().AddSeconds(seconds)), (failed.LastRun!.Outcome, failed.LastRun.Error, failed.DueAt));
            _time.Advance(TimeSpan.FromSeconds(seconds - 1));
            await TickAsync(RunnerOf(saker));
            Assert.Equal(failed.FailureCount, _job.Count);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        _job.Work = _ => Task.CompletedTask;

        await TickAsync(RunnerOf(saker));

        var status = Assert.Single(await saker.Jobs.ListAsync(Cancellation));
        Assert.Equal((0, JobOutcome.Succeeded, null, _time.GetUtcNow() + _job.Interval), (status.FailureCount, status.LastRun!.Outcome, status.LastRun.Error, status.DueAt));
    }

    [Fact]
    public async Task A_run_whose_process_died_is_lost_and_another_process_follows_without_waiting_for_the_lease()
    {
        var first = await OpenAsync();
        var second = await OpenAsync();
        Assert.NotNull(await StoreOf(first).TryBeginAsync(_job.Name, _job.Interval, Cancellation));
        await backend.CloseAsync(first);
        _time.Advance(Options.RetryDelay);

        await TickAsync(RunnerOf(second));

        var runs = await second.Jobs.ListRunsAsync(_job.Name, 10, Cancellation);
        Assert.Equal([(2L, JobOutcome.Succeeded), (1L, JobOutcome.Lost)], runs.Select(run => (run.Number, run.Outcome)));
        Assert.Equal(1, _job.Count);
    }

    [Fact]
    public async Task A_process_that_was_silent_for_too_long_loses_its_turn_and_writes_nothing_when_it_wakes()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var turn = await StoreOf(first).TryBeginAsync(_job.Name, _job.Interval, Cancellation);
        _time.Advance(Options.LeaseDuration - TimeSpan.FromMilliseconds(1));
        await TickAsync(RunnerOf(second));
        Assert.Equal(0, _job.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await TickAsync(RunnerOf(second));
        Assert.Equal(1, _job.Count);

        Assert.False(await StoreOf(first).EndAsync(turn!, _job.Interval, JobOutcome.Failed, "too late", Cancellation));

        var runs = await first.Jobs.ListRunsAsync(_job.Name, 10, Cancellation);
        Assert.Equal([JobOutcome.Succeeded, JobOutcome.Lost], runs.Select(run => run.Outcome));
        Assert.True(Assert.Single(await first.Jobs.ListAsync(Cancellation)).DueAt > _time.GetUtcNow());
    }

    [Fact]
    public async Task Work_under_a_lease_that_another_took_is_ended()
    {
        var options = Options with { LeaseDuration = TimeSpan.FromMilliseconds(90) };
        var first = await OpenAsync(options);
        var second = await OpenAsync(options);
        _job.Work = token => Task.Delay(Timeout.Infinite, token);
        var begun = await RunnerOf(first).TickAsync(Cancellation);
        // The first renews by a clock that another took for later.
        await Services<Database>(second).WriteAsync(session => session.ExecuteAsync("UPDATE leases SET fence = fence + 1, owner = 'another_process'"), Cancellation);

        await Task.WhenAll(begun).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(JobOutcome.Running, Assert.Single(await second.Jobs.ListRunsAsync(_job.Name, 10, Cancellation)).Outcome);
    }

    [Fact]
    public async Task A_lease_is_renewed_as_long_as_the_work_lasts()
    {
        var options = Options with { LeaseDuration = TimeSpan.FromMilliseconds(90) };
        var (first, second) = (await OpenAsync(options), await OpenAsync(options));
        var done = new TaskCompletionSource();
        _job.Work = _ => done.Task;
        var begun = await RunnerOf(first).TickAsync(Cancellation);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(80));
            var end = _time.GetUtcNow().AddMilliseconds(90).ToUnixTimeMilliseconds();
            while (await Services<Database>(second).ReadAsync(session => session.ScalarAsync<long>("SELECT expires_at FROM leases"), Cancellation) < end)
                await Task.Delay(5, Cancellation);
            Assert.Empty(await RunnerOf(second).TickAsync(Cancellation));
        }
        done.SetResult();
        await Task.WhenAll(begun);
        Assert.Equal(JobOutcome.Succeeded, Assert.Single(await first.Jobs.ListRunsAsync(_job.Name, 10, Cancellation)).Outcome);
    }

    [Fact]
    public async Task A_job_that_was_stopped_with_its_process_is_begun_again_by_the_next()
    {
        var first = await OpenAsync();
        using var stopping = new CancellationTokenSource();
        _job.Work = token => Task.Delay(Timeout.Infinite, token);
        var running = RunnerOf(first).RunAsync(stopping.Token);
        while (_job.Count == 0)
            await Task.Delay(5, Cancellation);
        await stopping.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        _job.Work = _ => Task.CompletedTask;

        await TickAsync(RunnerOf(await OpenAsync()));

        var runs = await first.Jobs.ListRunsAsync(_job.Name, 10, Cancellation);
        Assert.Equal([JobOutcome.Succeeded, JobOutcome.Stopped], runs.Select(run => run.Outcome));
    }

    [Fact]
    public async Task As_many_runs_are_kept_as_the_options_say()
    {
        var saker = await OpenAsync();
        for (var i = 0; i < 8; i++)
        {
            await TickAsync(RunnerOf(saker));
            _time.Advance(_job.Interval);
        }
        Assert.Equal([8L, 7, 6, 5, 4], (await saker.Jobs.ListRunsAsync(_job.Name, 100, Cancellation)).Select(run => run.Number));
    }

    [Fact]
    public async Task A_job_can_be_hastened_and_one_with_a_shorter_interval_comes_earlier()
    {
        var saker = await OpenAsync();
        await TickAsync(RunnerOf(saker));
        await TickAsync(RunnerOf(saker));
        Assert.Equal(1, _job.Count);
        await saker.Jobs.HastenAsync(_job.Name, Cancellation);
        await TickAsync(RunnerOf(saker));
        Assert.Equal(2, _job.Count);
        _job.Interval = TimeSpan.FromSeconds(5);
        await TickAsync(RunnerOf(saker));
        Assert.Equal(_time.GetUtcNow().AddSeconds(5), Assert.Single(await saker.Jobs.ListAsync(Cancellation)).DueAt);
        await Failures.OfAsync(ErrorKind.NotFound, () => saker.Jobs.HastenAsync("nobody", Cancellation));
        Assert.Empty(await saker.Jobs.ListRunsAsync("nobody", 1, Cancellation));
    }

    private static async Task TickAsync(JobRunner runner) => await Task.WhenAll(await runner.TickAsync(Cancellation));

    private static async Task TickTwiceAsync(JobRunner runner)
    {
        var begun = await Task.Run(() => runner.TickAsync(Cancellation), Cancellation);
        await Task.WhenAll([.. begun, .. await runner.TickAsync(Cancellation)]);
    }

    private static T Services<T>(SakerPlatform saker) where T : notnull => saker.Services.GetRequiredService<T>();

    /// <summary>The platform's runner of the test's job alone.</summary>
    private JobRunner RunnerOf(SakerPlatform saker)
    {
        if (!_runners.TryGetValue(saker, out var runner))
            _runners[saker] = runner = new JobRunner([_job], StoreOf(saker), Services<LeaseKeeper>(saker), Services<JobOptions>(saker), _time, Services<ILogger<JobRunner>>(saker));
        return runner;
    }

    private static SqlJobStore StoreOf(SakerPlatform saker) => Services<SqlJobStore>(saker);

    private Task<SakerPlatform> OpenAsync(JobOptions? options = null) => backend.OpenAsync(services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton(options ?? Options);
    });
}
