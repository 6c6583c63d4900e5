using System.Text.Json;
using Saker.Data;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Moves aliases, with all that a move brings about. Every method within a write.</summary>
internal sealed class AliasMover(Ids ids, IDeployments deployments, TimeProvider time)
{
    /// <summary>Moves the alias, or asks for approval where it is protected or the change says so.</summary>
    /// <exception cref="SakerException">The alias requires gates that the version has not passed (conflict), and nobody overrides who may (forbidden).</exception>
    public async Task<AliasOutcome> MoveOrAskAsync(Session session, AliasChange change, Actor by)
    {
        if (await FindAsync(session, change.Model, change.Alias) == change.Version)
        {
            // It may point there although endpoints that follow it went back.
            if (change.Version is not null && !string.IsNullOrWhiteSpace(change.Retry))
                await deployments.AliasMovedAsync(session, change, by.Name);
            return AliasOutcome.Done;
        }
        change = change with { Override = await GateGuard.RequireAsync(session, change, by) };
        if (change.Asks || await session.ScalarAsync<long>("SELECT COUNT(*) FROM alias_protections WHERE model = @Model AND alias = @Alias", new { change.Model, change.Alias }) > 0)
            return new AliasOutcome(await AskAsync(session, change, by.Name)) { Override = change.Override };
        await MoveAsync(session, change, by.Name, null, []);
        return AliasOutcome.Done with { Override = change.Override };
    }

    /// <summary>The version that an alias points at; null when it is not set.</summary>
    public static Task<int?> FindAsync(Session session, string model, string alias) =>
        session.ScalarAsync<int?>("SELECT version FROM aliases WHERE model = @model AND alias = @alias", new { model, alias });

    /// <summary>Moves the alias, whoever would have to approve.</summary>
    /// <param name="session">The write.</param>
    /// <param name="change">The move.</param>
    /// <param name="by">Who moves it.</param>
    /// <param name="requestId">The request that was approved.</param>
    /// <param name="approvers">Who approved it.</param>
    public async Task MoveAsync(Session session, AliasChange change, string by, string? requestId, IReadOnlyList<string> approvers)
    {
        var (model, alias, now) = (change.Model, change.Alias, time.GetUtcNow().ToUnixTimeMilliseconds());
        var from = await FindAsync(session, model, alias);
        if (change.Version is { } version)
        {
            await session.ExecuteAsync(
                "INSERT INTO aliases (model, alias, version) VALUES (@model, @alias, @version) ON CONFLICT (model, alias) DO UPDATE SET version = excluded.version", new { model, alias, version });
            await deployments.AliasMovedAsync(session, change, by);
        }
        else
        {
            await session.ExecuteAsync("DELETE FROM aliases WHERE model = @model AND alias = @alias", new { model, alias });
        }
        await session.ExecuteAsync(
            """
            INSERT INTO alias_history (id, model, alias, from_version, to_version, moved_by, moved_at, evidence, from_scores, to_scores, request_id, approved_by, override_reason)
            VALUES (@id, @model, @alias, @from, @to, @by, @now, @Evidence,
                (SELECT scores FROM model_versions WHERE model = @model AND version = @from),
                (SELECT scores FROM model_versions WHERE model = @model AND version = @to), @requestId, @approvedBy, @Override)
            """,
            new { id = ids.NewUlid(), model, alias, from, to = change.Version ?? 0, by, now, change.Evidence, change.Override, requestId, approvedBy = approvers.Count == 0 ? null : JsonSerializer.Serialize(approvers) });
        await CloseStaleAsync(session, model, alias, "The alias moved meanwhile.", now, requestId);
    }

    /// <summary>Ends the requests that wait for an alias: what they were asked about is no longer so.</summary>
    public static Task CloseStaleAsync(Session session, string model, string alias, string reason, long now, string? except = null) => session.ExecuteAsync(
        "UPDATE alias_requests SET state = 'stale', closed_at = @now, reason = @reason WHERE model = @model AND alias = @alias AND state = 'waiting' AND id <> @except",
        new { model, alias, reason, now, except = except ?? "" });

    private async Task<MoveRequest> AskAsync(Session session, AliasChange change, string by)
    {
        var to = change.Version ?? 0;
        // Who asks twice has asked once.
        var id = await session.ScalarAsync<string?>(
            "SELECT id FROM alias_requests WHERE model = @Model AND alias = @Alias AND to_version = @to AND requested_by = @by AND state = 'waiting'", new { change.Model, change.Alias, to, by });
        if (id is null)
        {
            id = ids.NewUlid();
            await session.ExecuteAsync(
                """
                INSERT INTO alias_requests (id, model, alias, from_version, to_version, evidence, override_reason, requested_by, requested_at, state)
                VALUES (@id, @Model, @Alias, @from, @to, @Evidence, @Override, @by, @now, 'waiting')
                """,
                new { id, change.Model, change.Alias, from = await FindAsync(session, change.Model, change.Alias), to, change.Evidence, change.Override, by, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        }
        else if (change.Override is not null)
        {
            await session.ExecuteAsync("UPDATE alias_requests SET override_reason = @Override WHERE id = @id", new { id, change.Override });
        }
        return await RequestReader.FindAsync(session, id) ?? throw new SakerException(ErrorKind.Internal, $"Request {id} is gone within its own write.");
    }
}
