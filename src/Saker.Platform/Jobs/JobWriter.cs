using Saker.Platform.Storage;

namespace Saker.Platform.Jobs;

/// <summary>Changes one job, within one write.</summary>
internal sealed class JobWriter(Session session, string job, TimeSpan interval, JobOptions options)
{
    private const int MaxErrorLength = 2_000;

    private readonly long _interval = (long)interval.TotalMilliseconds;

    /// <summary>A job that was never seen is due at once; one whose interval changed is not due later than the new one says.</summary>
    public Task EnsureAsync(long now) => session.ExecuteAsync(
        """
        INSERT INTO jobs (name, interval_ms, due_at, failure_count) VALUES (@job, @interval, @now, 0)
        ON CONFLICT (name) DO UPDATE SET interval_ms = excluded.interval_ms, due_at = CASE WHEN jobs.due_at > @now + @interval THEN @now + @interval ELSE jobs.due_at END
        WHERE jobs.interval_ms <> excluded.interval_ms
        """,
        new { job, interval = _interval, now });

    /// <summary>Notes that a run without a holder is lost. It counts as a failure: what kills its process is not tried again at once for ever.</summary>
    public async Task GiveUpLostAsync(long now)
    {
        if (await session.ScalarAsync<long?>("SELECT started_at FROM job_runs WHERE job = @job AND outcome = 'running'", new { job }) is not { } startedAt)
            return;
        await session.ExecuteAsync(
            "UPDATE job_runs SET outcome = 'lost', ended_at = @now, error = 'The process that ran it is gone, or was silent for too long.' WHERE job = @job AND outcome = 'running'", new { job, now });
        await RetryAsync(startedAt);
    }

    public Task StartAsync(Lease lease, long now) => session.ExecuteAsync(
        "INSERT INTO job_runs (job, number, owner, started_at, outcome) VALUES (@job, @Fence, @Owner, @now, 'running')", new { job, lease.Fence, lease.Owner, now });

    public async Task EndAsync(long number, JobOutcome outcome, string? error, long now)
    {
        if (error is { Length: > MaxErrorLength })
            error = error[..MaxErrorLength];
        await session.ExecuteAsync(
            "UPDATE job_runs SET outcome = @outcome, ended_at = @now, error = @error WHERE job = @job AND number = @number",
            new { job, number, outcome = JobRunRow.TextOf(outcome), error, now });
        if (outcome == JobOutcome.Failed)
            await RetryAsync(now);
        else if (outcome == JobOutcome.Succeeded)
            await AdvanceAsync(now);
        await session.ExecuteAsync("DELETE FROM job_runs WHERE job = @job AND number <= @number - @MaxRunCount", new { job, number, options.MaxRunCount });
    }

    /// <summary>To the first time after now that is whole intervals from the last: times that nobody was there for are made up for by the one run.</summary>
    private Task AdvanceAsync(long now) => session.ExecuteAsync(
        "UPDATE jobs SET due_at = CASE WHEN due_at > @now THEN due_at ELSE due_at + ((@now - due_at) / @interval + 1) * @interval END, failure_count = 0 WHERE name = @job",
        new { job, now, interval = _interval });

    private async Task RetryAsync(long from)
    {
        var failures = await session.ScalarAsync<long>("UPDATE jobs SET failure_count = failure_count + 1 WHERE name = @job RETURNING failure_count", new { job });
        await session.ExecuteAsync("UPDATE jobs SET due_at = @due WHERE name = @job", new { job, due = from + (long)options.DelayAfter(failures, interval).TotalMilliseconds });
    }
}
