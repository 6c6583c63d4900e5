using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Jobs;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Retraining;

/// <summary>Attempts in the home's database. What an attempt does is written under its lease: who lost that writes nothing any more.</summary>
internal sealed class SqlRetrainingStore(Database database, ProcessOwner owner, Ids ids, RetrainingOptions options, JobOptions leases, TimeProvider time) : IRetrainingStore
{
    private const int MaxListed = 1_000;
    private const int MaxErrorLength = 10_000;

    public Task<IReadOnlyList<RetrainingAttempt>> ListAsync(string? endpoint, int max, CancellationToken cancellationToken) => max is >= 1 and <= MaxListed
        ? QueryAsync($"{(endpoint is null ? "" : "WHERE a.endpoint = @endpoint")} ORDER BY a.id DESC LIMIT @max", new { endpoint, max }, cancellationToken)
        : throw new SakerException(ErrorKind.InvalidInput, $"{max} attempts cannot be listed at once; ask for 1 to {MaxListed}.", "max");

    /// <summary>Those that have not ended, the one that waits longest first.</summary>
    public Task<IReadOnlyList<RetrainingAttempt>> ListOpenAsync(CancellationToken cancellationToken) => QueryAsync("WHERE a.state IN ('waiting', 'running') ORDER BY a.id", null, cancellationToken);

    /// <summary>The newest attempt of a cause, or for a time of a schedule; null before the first.</summary>
    public async Task<RetrainingAttempt?> FindNewestAsync(string endpoint, RetrainingCause cause, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE a.endpoint = @endpoint AND a.cause = @cause ORDER BY a.id DESC LIMIT 1", new { endpoint, cause = EnumText.Write(cause) }, cancellationToken)).FirstOrDefault();

    public async Task<RetrainingAttempt?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE a.id = @id", new { id }, cancellationToken)).FirstOrDefault();

    /// <summary>How many of the newest attempts of each endpoint failed or were lost, one after the other, with the newest of them.</summary>
    public async Task<IReadOnlyList<(RetrainingAttempt Newest, int FailureCount)>> ListFailuresAsync(CancellationToken cancellationToken) =>
        [.. (await QueryAsync("WHERE a.ended_at IS NOT NULL ORDER BY a.id DESC LIMIT 1000", null, cancellationToken))
            .GroupBy(attempt => attempt.Endpoint, StringComparer.Ordinal).Select(attempts => (attempts.First(), AttemptAdmission.CountFailures(attempts)))];

    /// <summary>Why an attempt must not be now; null when it may.</summary>
    public Task<RequestAnswer> FindHoldAsync(NewAttempt wanted, CancellationToken cancellationToken) => database.ReadAsync(session => new AttemptAdmission(session, options).JudgeAsync(wanted, time.GetUtcNow()), cancellationToken);

    /// <summary>Asks for an attempt. Limits are judged in the same write, so that they hold whoever else asks.</summary>
    public Task<RequestAnswer> RequestAsync(NewAttempt wanted, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var answer = await new AttemptAdmission(session, options).JudgeAsync(wanted, time.GetUtcNow());
            if (answer.Hold is not null)
                return answer;
            var id = ids.NewUlid();
            await session.ExecuteAsync(
                """
                INSERT INTO retraining_attempts (id, endpoint, cause, reason, evidence, scheduled_at, requested_by, requested_at, state)
                VALUES (@id, @Endpoint, @cause, @Reason, @Evidence, @scheduledAt, @By, @now, 'waiting')
                """,
                new { id, wanted.Endpoint, cause = EnumText.Write(wanted.Cause), wanted.Reason, wanted.Evidence, scheduledAt = wanted.ScheduledAt?.ToUnixTimeMilliseconds(), wanted.By, now = Now() });
            await session.ExecuteAsync(
                "DELETE FROM retraining_attempts WHERE endpoint = @Endpoint AND id NOT IN (SELECT k.id FROM retraining_attempts k WHERE k.endpoint = @Endpoint ORDER BY k.id DESC LIMIT @MaxAttemptCount)",
                new { wanted.Endpoint, options.MaxAttemptCount });
            return new RequestAnswer(await GetAsync(session, id), null);
        },
        cancellationToken);

    /// <summary>Takes up an attempt that waits, or one that registered a version and was cut short then. One that was cut short before is lost.</summary>
    /// <returns>Null when it has ended, or somebody carries it out.</returns>
    public Task<BegunAttempt?> TryBeginAsync(string id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await FindAsync(session, id) is not { HasEnded: false } attempt)
                return null;
            if (await LeaseSql.TryTakeAsync(session, $"retraining:{attempt.Endpoint}", owner, Now(), leases.LeaseDuration) is not { } lease)
                return null;
            if (attempt.State == RetrainingState.Running && attempt.Version is null)
            {
                await EndAsync(session, id, RetrainingState.Lost, new AttemptEnd { Error = "The process that trained it ended, and nothing was registered." });
                await LeaseSql.ReleaseAsync(session, lease);
                return null;
            }
            await session.ExecuteAsync("UPDATE retraining_attempts SET state = 'running', started_at = @now WHERE id = @id", new { id, now = Now() });
            return new BegunAttempt(await GetAsync(session, id), lease);
        },
        cancellationToken);

    /// <summary>Notes which version is trained again.</summary>
    public Task SetBaseAsync(BegunAttempt begun, ParentVersion version, CancellationToken cancellationToken) => WriteAsync(
        begun,
        async session => await session.ExecuteAsync(
            "UPDATE retraining_attempts SET model = @model, base_version = @Version WHERE id = @Id", new { model = (await NameHistory.ReadAsync(session)).CurrentOf(version.Model), version.Version, begun.Attempt.Id }),
        cancellationToken);

    public Task SetRunAsync(BegunAttempt begun, RunId run, CancellationToken cancellationToken) => WriteAsync(
        begun, session => session.ExecuteAsync("UPDATE retraining_attempts SET run_id = @run WHERE id = @Id", new { run = run.Value, begun.Attempt.Id }), cancellationToken);

    /// <summary>Notes the version that came of it: part of the write that registers it, which does not happen when the lease is lost.</summary>
    public async Task SetVersionAsync(Session session, BegunAttempt begun, int version)
    {
        await RequireHeldAsync(session, begun);
        await session.ExecuteAsync("UPDATE retraining_attempts SET version = @version WHERE id = @Id", new { version, begun.Attempt.Id });
    }

    /// <summary>Ends an attempt and lets go of its lease.</summary>
    public Task<RetrainingAttempt> EndAsync(BegunAttempt begun, RetrainingState state, AttemptEnd end, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RequireHeldAsync(session, begun);
            await EndAsync(session, begun.Attempt.Id, state, end with { Error = end.Error is { Length: > MaxErrorLength } error ? error[..MaxErrorLength] : end.Error });
            await LeaseSql.ReleaseAsync(session, begun.Lease);
            return await GetAsync(session, begun.Attempt.Id);
        },
        cancellationToken);

    /// <summary>Leaves an attempt to whoever comes next: the process stops. One that has a version goes on from there.</summary>
    public Task PutBackAsync(BegunAttempt begun) => WriteAsync(
        begun,
        async session =>
        {
            await session.ExecuteAsync("UPDATE retraining_attempts SET state = 'waiting', started_at = NULL, run_id = NULL WHERE id = @Id AND version IS NULL", new { begun.Attempt.Id });
            await LeaseSql.ReleaseAsync(session, begun.Lease);
        },
        CancellationToken.None);

    private Task<IReadOnlyList<RetrainingAttempt>> QueryAsync(string which, object? parameters, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<RetrainingAttempt>>(
        async session => [.. (await session.QueryAsync<AttemptRow>($"{AttemptRow.Select} {which}", parameters)).Select(row => row.ToAttempt())], cancellationToken);

    private Task WriteAsync(BegunAttempt begun, Func<Session, Task> write, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RequireHeldAsync(session, begun);
            await write(session);
        },
        cancellationToken);

    private static async Task RequireHeldAsync(Session session, BegunAttempt begun)
    {
        if (!await LeaseSql.HoldsAsync(session, begun.Lease))
            throw new SakerException(ErrorKind.Conflict, $"Attempt {begun.Attempt.Id} was taken over by another process.");
    }

    private Task EndAsync(Session session, string id, RetrainingState state, AttemptEnd end) => session.ExecuteAsync(
        "UPDATE retraining_attempts SET state = @state, alias = @Alias, request_id = @Request, rollout_id = @Rollout, error = @Error, ended_at = @now WHERE id = @id",
        new { id, state = AttemptRow.TextOf(state), end.Alias, end.Request, end.Rollout, end.Error, now = Now() });

    private static async Task<RetrainingAttempt?> FindAsync(Session session, string id) => (await session.FindAsync<AttemptRow>($"{AttemptRow.Select} WHERE a.id = @id", new { id }))?.ToAttempt();

    private static async Task<RetrainingAttempt> GetAsync(Session session, string id) => (await FindAsync(session, id))!;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
