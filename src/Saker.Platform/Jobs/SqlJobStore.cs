using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Jobs;

/// <summary>Jobs in the home's database.</summary>
internal sealed class SqlJobStore(Database database, ProcessOwner owner, JobOptions options, TimeProvider time) : IJobStore
{
    public Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<JobStatus>>(
        async session => [.. (await session.QueryAsync<JobRow>($"{JobRow.Select} ORDER BY j.name")).Select(row => row.ToStatus())], cancellationToken);

    public Task<IReadOnlyList<JobRun>> ListRunsAsync(string job, int max, CancellationToken cancellationToken) => max < 1
        ? throw new SakerException(ErrorKind.InvalidInput, $"{max} runs cannot be listed; ask for at least one.", "max")
        : database.ReadAsync<IReadOnlyList<JobRun>>(
            async session => [.. (await session.QueryAsync<JobRunRow>($"SELECT {JobRunRow.Columns} FROM job_runs r WHERE r.job = @job ORDER BY r.number DESC LIMIT @max", new { job, max })).Select(row => row.ToRun())],
            cancellationToken);

    public Task<JobStatus> HastenAsync(string job, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync("UPDATE jobs SET due_at = @now WHERE name = @job AND due_at > @now", new { job, now = Now() }) == 0 && await FindAsync(session, job) is null)
                throw Unknown(job);
            return (await FindAsync(session, job))!.ToStatus();
        },
        cancellationToken);

    public static SakerException Unknown(string job) => new(ErrorKind.NotFound, $"There is no job '{job}'. 'saker jobs' lists them.", "job");

    /// <summary>Those of some jobs that seem to be due and free: a look that costs no write.</summary>
    public Task<IReadOnlyList<IRecurringJob>> ListDueAsync(IReadOnlyList<IRecurringJob> jobs, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<IRecurringJob>>(
        async session =>
        {
            var rows = (await session.QueryAsync<DueRow>(DueRow.Select, new { prefix = JobLease.Prefix })).ToDictionary(row => row.Name, StringComparer.Ordinal);
            var now = Now();
            return [.. jobs.Where(job => !rows.TryGetValue(job.Name, out var row) || (row.IsDue(job.Interval, now) && !(row.IsHeld(now) && owner.IsAlive(row.Owner!))))];
        },
        cancellationToken);

    /// <summary>Takes the turn of a job that is due and that nobody runs. What a process that is gone left running is noted as lost.</summary>
    /// <returns>Null when it is not due, or somebody runs it.</returns>
    public Task<JobTurn?> TryBeginAsync(string job, TimeSpan interval, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = Now();
            var writer = new JobWriter(session, job, interval, options);
            await writer.EnsureAsync(now);
            if (await LeaseSql.FindHolderAsync(session, JobLease.Of(job), owner, now) is not null)
                return null;
            await writer.GiveUpLostAsync(now);
            if (await session.ScalarAsync<long>("SELECT due_at FROM jobs WHERE name = @job", new { job }) > now)
                return null;
            if (await LeaseSql.TryTakeAsync(session, JobLease.Of(job), owner, now, options.LeaseDuration) is not { } lease)
                return null;
            await writer.StartAsync(lease, now);
            return new JobTurn(lease, DateTimeOffset.FromUnixTimeMilliseconds(now));
        },
        cancellationToken);

    /// <summary>Ends a turn and lets go of its lease.</summary>
    /// <returns>False when the lease was lost meanwhile: what became of the run is written already, by whoever took over.</returns>
    public Task<bool> EndAsync(JobTurn turn, TimeSpan interval, JobOutcome outcome, string? error, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (!await LeaseSql.ReleaseAsync(session, turn.Lease))
                return false;
            await new JobWriter(session, turn.Job, interval, options).EndAsync(turn.Lease.Fence, outcome, error, Now());
            return true;
        },
        cancellationToken);

    private static Task<JobRow?> FindAsync(Session session, string job) => session.FindAsync<JobRow>($"{JobRow.Select} WHERE j.name = @job", new { job });

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
