using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Registry;
using Saker.Platform.Retraining;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Retraining;

/// <summary>Which attempts may be, and who carries them out, whichever database remembers them and however many processes ask.</summary>
public abstract class RetrainingLimitConformance(TestBackend backend) : IAsyncLifetime
{
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_gets_an_attempt_and_one_carries_it_out()
    {
        var stores = new[] { await OpenAsync(), await OpenAsync() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => stores[i % 2].RequestAsync(Wanted(RetrainingCause.Schedule) with { ScheduledAt = _time.GetUtcNow() }, Cancellation))));
        var attempt = Assert.Single(answers, answer => answer.Attempt is not null).Attempt!;
        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => stores[i % 2].TryBeginAsync(attempt.Id, Cancellation))));
        Assert.Single(begun, one => one is not null);
    }

    [Fact]
    public async Task No_more_than_so_many_come_in_any_24_hours_also_across_a_restart_and_whoever_asks()
    {
        var store = await OpenAsync();
        await EndedAsync(store, Wanted(RetrainingCause.Manual) with { MaxPerDay = 2 });
        _time.Advance(TimeSpan.FromHours(10));
        await EndedAsync(store, Wanted(RetrainingCause.Schedule) with { MaxPerDay = 2 });
        var again = await OpenAsync();
        _time.Advance(TimeSpan.FromHours(14) - TimeSpan.FromMilliseconds(1));
        foreach (var cause in Enum.GetValues<RetrainingCause>())
        {
            var answer = await again.RequestAsync(Wanted(cause) with { MaxPerDay = 2 }, Cancellation);
            Assert.True(answer is { Attempt: null, IsLimit: true }, cause.ToString());
            Assert.Contains("at most 2 are allowed; the next may be at 2026-01-03 03:04:05Z", answer.Hold, StringComparison.Ordinal);
        }
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await again.RequestAsync(Wanted(RetrainingCause.Schedule) with { MaxPerDay = 2 }, Cancellation)).Attempt);
        Assert.NotNull((await again.RequestAsync(Wanted(RetrainingCause.Schedule, "other"), Cancellation)).Attempt);
    }

    [Fact]
    public async Task A_time_of_a_schedule_is_had_once()
    {
        var store = await OpenAsync();
        var wanted = Wanted(RetrainingCause.Schedule) with { ScheduledAt = _time.GetUtcNow() };
        await EndedAsync(store, wanted);
        Assert.Contains("was had", (await store.RequestAsync(wanted, Cancellation)).Hold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_measured_waits_for_the_cool_down_and_schedules_and_people_do_not()
    {
        var store = await OpenAsync();
        await EndedAsync(store, Wanted(RetrainingCause.Drift));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Contains("within 1h", (await store.RequestAsync(Wanted(RetrainingCause.Decay), Cancellation)).Hold, StringComparison.Ordinal);
        Assert.Null((await store.FindHoldAsync(Wanted(RetrainingCause.Schedule), Cancellation)).Hold);
        Assert.Null((await store.FindHoldAsync(Wanted(RetrainingCause.Manual), Cancellation)).Hold);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await store.RequestAsync(Wanted(RetrainingCause.Decay), Cancellation)).Attempt);
    }

    [Fact]
    public async Task Failures_are_followed_after_delays_that_double_unless_somebody_asks()
    {
        var store = await OpenAsync();
        foreach (var hours in new[] { 1, 2, 4, 8, 16, 24, 24 })
        {
            await EndedAsync(store, Wanted(RetrainingCause.Schedule), RetrainingState.Failed);
            _time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
            Assert.Contains("failed", (await store.RequestAsync(Wanted(RetrainingCause.Schedule), Cancellation)).Hold, StringComparison.Ordinal);
            Assert.Null((await store.FindHoldAsync(Wanted(RetrainingCause.Manual), Cancellation)).Hold);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(7, Assert.Single(await store.ListFailuresAsync(Cancellation)).FailureCount);
        await EndedAsync(store, Wanted(RetrainingCause.Schedule));
        Assert.Equal(0, Assert.Single(await store.ListFailuresAsync(Cancellation)).FailureCount);
    }

    [Fact]
    public async Task An_attempt_whose_process_died_is_lost_and_not_begun_again()
    {
        var saker = await backend.OpenAsync(Configure);
        var store = saker.Services.GetRequiredService<SqlRetrainingStore>();
        var attempt = (await store.RequestAsync(Wanted(RetrainingCause.Drift), Cancellation)).Attempt!;
        Assert.NotNull(await store.TryBeginAsync(attempt.Id, Cancellation));
        await backend.CloseAsync(saker);

        var next = await OpenAsync();
        Assert.Null(await next.TryBeginAsync(attempt.Id, Cancellation));

        var lost = (await next.FindAsync(attempt.Id, Cancellation))!;
        Assert.Equal((RetrainingState.Lost, _time.GetUtcNow()), (lost.State, lost.EndedAt));
        Assert.Null(await next.TryBeginAsync(attempt.Id, Cancellation));
        Assert.Empty(await next.ListOpenAsync(Cancellation));
    }

    [Fact]
    public async Task A_process_that_was_silent_for_too_long_writes_nothing_any_more()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var attempt = (await first.RequestAsync(Wanted(RetrainingCause.Drift), Cancellation)).Attempt!;
        var begun = (await first.TryBeginAsync(attempt.Id, Cancellation))!;
        _time.Advance(new JobOptions().LeaseDuration);
        Assert.Null(await second.TryBeginAsync(attempt.Id, Cancellation));

        foreach (var write in new Func<Task>[]
        {
            () => first.SetBaseAsync(begun, new ParentVersion("toy", 1), Cancellation),
            () => first.SetRunAsync(begun, new("r"), Cancellation),
            () => first.EndAsync(begun, RetrainingState.Promoted, new AttemptEnd { Alias = "champion" }, Cancellation),
            () => first.PutBackAsync(begun),
        })
            await Failures.OfAsync(ErrorKind.Conflict, write);

        Assert.Equal(RetrainingState.Lost, (await first.FindAsync(attempt.Id, Cancellation))!.State);
    }

    [Fact]
    public async Task An_attempt_that_had_registered_its_version_goes_on_from_there_and_one_that_was_put_back_begins_anew()
    {
        var saker = await backend.OpenAsync(Configure);
        var store = saker.Services.GetRequiredService<SqlRetrainingStore>();
        var attempt = (await store.RequestAsync(Wanted(RetrainingCause.Drift), Cancellation)).Attempt!;
        var begun = (await store.TryBeginAsync(attempt.Id, Cancellation))!;
        await store.SetRunAsync(begun, new("r1"), Cancellation);
        await store.PutBackAsync(begun);
        Assert.Equal((RetrainingState.Waiting, null), ((await store.FindAsync(attempt.Id, Cancellation))!.State, (await store.FindAsync(attempt.Id, Cancellation))!.Run));
        begun = (await store.TryBeginAsync(attempt.Id, Cancellation))!;
        await saker.Services.GetRequiredService<Database>().WriteAsync(session => store.SetVersionAsync(session, begun, 4), Cancellation);
        await backend.CloseAsync(saker);

        var again = await (await OpenAsync()).TryBeginAsync(attempt.Id, Cancellation);

        Assert.Equal((4, RetrainingState.Running), (again!.Attempt.Version, again.Attempt.State));
    }

    private static NewAttempt Wanted(RetrainingCause cause, string endpoint = "toy") => new() { Endpoint = endpoint, Cause = cause, Reason = "It is time.", By = "tester", MaxPerDay = 100, CoolDown = TimeSpan.FromHours(1) };

    private static async Task EndedAsync(SqlRetrainingStore store, NewAttempt wanted, RetrainingState state = RetrainingState.Unchanged)
    {
        var answer = await store.RequestAsync(wanted, Cancellation);
        Assert.True(answer.Hold is null, answer.Hold);
        var begun = (await store.TryBeginAsync(answer.Attempt!.Id, Cancellation))!;
        await store.EndAsync(begun, state, new AttemptEnd(), Cancellation);
    }

    private async Task<SqlRetrainingStore> OpenAsync() => (await backend.OpenAsync(Configure)).Services.GetRequiredService<SqlRetrainingStore>();

    private void Configure(IServiceCollection services) => services.AddSingleton<TimeProvider>(_time);
}
