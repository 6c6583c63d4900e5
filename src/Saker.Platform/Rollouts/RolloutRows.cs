using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>The tables of rollouts. Every method within a read or a write.</summary>
internal static class RolloutRows
{
    private const string Select = $"SELECT {RolloutRow.Fields} FROM rollouts r";

    public static async Task<Rollout?> FindAsync(Session session, string id) => (await ReadAsync(session, $"{Select} WHERE r.id = @id", new { id })).FirstOrDefault();

    public static async Task<Rollout?> FindOpenAsync(Session session, string endpoint) =>
        (await ReadAsync(session, $"{Select} WHERE r.endpoint = @endpoint AND r.is_open = 1", new { endpoint })).FirstOrDefault();

    /// <summary>Those that have not ended, the oldest first.</summary>
    public static Task<IReadOnlyList<Rollout>> ListOpenAsync(Session session) => ReadAsync(session, $"{Select} WHERE r.is_open = 1 ORDER BY r.id", null);

    /// <summary>The newest of each endpoint, the oldest first.</summary>
    public static Task<IReadOnlyList<Rollout>> ListNewestAsync(Session session) =>
        ReadAsync(session, $"{Select} WHERE r.id IN (SELECT MAX(id) FROM rollouts GROUP BY endpoint) ORDER BY r.id", null);

    public static Task<IReadOnlyList<Rollout>> ListAsync(Session session, RolloutQuery query)
    {
        List<string> which = [];
        if (query.Endpoint is not null)
            which.Add("r.endpoint = @Endpoint");
        if (query.IsOpen is { } isOpen)
            which.Add(isOpen ? "r.is_open = 1" : "r.is_open = 0");
        if (query.Before is not null)
            which.Add("r.id < @Before");
        var where = which.Count == 0 ? "" : $" WHERE {string.Join(" AND ", which)}";
        return ReadAsync(session, $"{Select}{where} ORDER BY r.id DESC LIMIT @Max", new { query.Endpoint, query.Before, query.Max });
    }

    /// <summary>The rollout that rolled a version back on an endpoint and still keeps it from coming again; the newest.</summary>
    public static async Task<Rollout?> FindBindingAsync(Session session, string endpoint, string model, int version) => (await ReadAsync(
        session,
        $"""
        {Select} JOIN rollout_arms a ON a.rollout = r.id AND a.number > 0
        WHERE r.endpoint = @endpoint AND a.is_binding = 1 AND a.model = @model AND a.version = @version ORDER BY r.id DESC LIMIT 1
        """,
        new { endpoint, model, version })).FirstOrDefault();

    /// <summary>Lets a version come to an endpoint again; or every version, where none is named.</summary>
    public static Task LiftAsync(Session session, string endpoint, string? model, int? version) => session.ExecuteAsync(
        """
        UPDATE rollout_arms SET is_binding = 0 WHERE is_binding = 1 AND rollout IN (SELECT id FROM rollouts WHERE endpoint = @endpoint)
            AND (@version IS NULL OR (model = @model AND version = @version))
        """,
        new { endpoint, model, version });

    /// <summary>Open rollouts that a model, or one version of it, takes part in: endpoints and ids.</summary>
    public static async Task<IReadOnlyList<(string Endpoint, string Id)>> ListUsersAsync(Session session, string model, int? version)
    {
        var rows = await session.QueryAsync<RolloutArmRow>(
            """
            SELECT DISTINCT r.endpoint AS Name, a.rollout, a.model FROM rollout_arms a JOIN rollouts r ON r.id = a.rollout
            WHERE r.is_open = 1 AND a.model = @model AND (@version IS NULL OR a.version = @version) ORDER BY a.rollout
            """,
            new { model, version });
        return [.. rows.Select(row => (row.Name, row.Rollout))];
    }

    public static async Task InsertAsync(Session session, Rollout rollout)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO rollouts (id, endpoint, strategy, state, is_open, cause, settings, revision, step, step_started_at, created_at, created_by, reason, warming_at, started_at, deadline_at, weighed_at,
                ended_at, note, winner, proposal, follows_alias, moves_alias, override_reason, retry_reason, approval_role, approval_count, followed_before, previous_model, previous_version, declined)
            VALUES (@Id, @Endpoint, @Strategy, @State, @IsOpen, @Cause, @Settings, @Revision, @Step, @StepStartedAt, @CreatedAt, @CreatedBy, @Reason, @WarmingAt, @StartedAt, @DeadlineAt, @WeighedAt,
                @EndedAt, @Note, @Winner, @Proposal, @Follows, @MovesAlias, @OverrideReason, @RetryReason, @ApprovalRole, @ApprovalCount, @FollowedBefore, @PreviousModel, @PreviousVersion, @Declined)
            """,
            RolloutRow.Of(rollout));
        foreach (var arm in rollout.Arms)
        {
            await session.ExecuteAsync(
                "INSERT INTO rollout_arms (rollout, number, name, model, version, weight, base_requests, out_reason, is_binding) VALUES (@Rollout, @Number, @Name, @Model, @Version, @Weight, @BaseRequests, @OutReason, @IsBinding)",
                RolloutArmRow.Of(rollout.Id, arm));
        }
    }

    /// <summary>Changes a rollout, if it is still as it was seen.</summary>
    /// <param name="session">The write.</param>
    /// <param name="seen">The revision that was seen.</param>
    /// <param name="after">The rollout as it is to be.</param>
    /// <returns>Whether it was; else somebody else changed it since, and nothing is changed.</returns>
    public static async Task<bool> TryUpdateAsync(Session session, long seen, Rollout after)
    {
        var row = RolloutRow.Of(after);
        var changed = await session.ExecuteAsync(
            """
            UPDATE rollouts SET state = @State, is_open = @IsOpen, revision = @Revision, step = @Step, step_started_at = @StepStartedAt, warming_at = @WarmingAt, started_at = @StartedAt,
                deadline_at = @DeadlineAt, weighed_at = @WeighedAt, ended_at = @EndedAt, note = @Note, winner = @Winner, proposal = @Proposal, declined = @Declined
            WHERE id = @Id AND revision = @seen AND is_open = 1
            """,
            new
            {
                row.State, row.IsOpen, row.Revision, row.Step, row.StepStartedAt, row.WarmingAt, row.StartedAt, row.DeadlineAt, row.WeighedAt, row.EndedAt, row.Note, row.Winner, row.Proposal,
                row.Declined, row.Id, seen,
            });
        if (changed == 0)
            return false;
        foreach (var arm in after.Arms)
        {
            await session.ExecuteAsync(
                "UPDATE rollout_arms SET weight = @Weight, base_requests = @BaseRequests, out_reason = @OutReason, is_binding = @IsBinding WHERE rollout = @Rollout AND number = @Number", RolloutArmRow.Of(after.Id, arm));
        }
        return true;
    }

    public static Task AddDecisionAsync(Session session, RolloutDecision decision) => session.ExecuteAsync(
        """
        INSERT INTO rollout_decisions (id, rollout, revision, kind, state, step, weights, is_automatic, decided_by, reason, arm, evidence, decided_at)
        VALUES (@Id, @Rollout, @Revision, @Kind, @State, @Step, @Weights, @IsAutomatic, @DecidedBy, @Reason, @Arm, @Evidence, @DecidedAt)
        """,
        RolloutDecisionRow.Of(decision));

    public static async Task<IReadOnlyList<RolloutDecision>> ListDecisionsAsync(Session session, string rollout, long after, int max) =>
        [.. (await session.QueryAsync<RolloutDecisionRow>($"{RolloutDecisionRow.Select} WHERE rollout = @rollout AND revision > @after ORDER BY revision LIMIT @max", new { rollout, after, max })).Select(row => row.ToDecision())];

    /// <summary>Decisions have the revisions from 1 up without gaps: the first, every so-manieth and the last are chosen by their numbers.</summary>
    public static async Task<IReadOnlyList<ShareMoment>> ListSharesAsync(Session session, string rollout, int max)
    {
        var last = await session.ScalarAsync<long?>("SELECT MAX(revision) FROM rollout_decisions WHERE rollout = @rollout", new { rollout }) ?? 0;
        var each = last <= max ? 1 : (last + max - 2) / (max - 1);
        var rows = await session.QueryAsync<(long Revision, string Weights, long At)>(
            "SELECT revision, weights, decided_at FROM rollout_decisions WHERE rollout = @rollout AND (revision % @each = @first OR revision = @last) ORDER BY revision", new { rollout, each, first = 1 % each, last });
        return [.. rows.Select(row => new ShareMoment(row.Revision, DateTimeOffset.FromUnixTimeMilliseconds(row.At), RolloutDecisionRow.ReadWeights(row.Weights)))];
    }

    public static Task AddApprovalAsync(Session session, string rollout, RolloutApproval approval) => session.ExecuteAsync(
        "INSERT INTO rollout_approvals (rollout, approved_by, approved_at, reason) VALUES (@rollout, @By, @at, @Reason)",
        new { rollout, approval.By, at = approval.At.ToUnixTimeMilliseconds(), approval.Reason });

    /// <summary>Forgets the oldest of an endpoint beyond so many, but for what still keeps a version from coming again.</summary>
    public static async Task TrimAsync(Session session, string endpoint, int keep)
    {
        var gone = await session.ExecuteAsync(
            """
            DELETE FROM rollouts WHERE endpoint = @endpoint AND is_open = 0 AND NOT EXISTS (SELECT 1 FROM rollout_arms a WHERE a.rollout = rollouts.id AND a.is_binding = 1)
                AND id < (SELECT MIN(id) FROM (SELECT id FROM rollouts WHERE endpoint = @endpoint ORDER BY id DESC LIMIT @keep) AS newest)
            """,
            new { endpoint, keep });
        if (gone == 0)
            return;
        foreach (var table in (string[])["rollout_evidence", "rollout_trail", "rollout_blocks", "rollout_cursors"])
            await session.ExecuteAsync($"DELETE FROM {table} WHERE NOT EXISTS (SELECT 1 FROM rollouts r WHERE r.id = {table}.rollout_id)");
    }

    public static async Task RenameModelAsync(Session session, string model, string newName)
    {
        await session.ExecuteAsync("UPDATE rollout_arms SET model = @newName WHERE model = @model", new { model, newName });
        await session.ExecuteAsync("UPDATE rollouts SET previous_model = @newName WHERE previous_model = @model", new { model, newName });
    }

    /// <summary>Adds to what is said of a rollout's last change, within the write that made it.</summary>
    public static async Task AddToNoteAsync(Session session, Rollout rollout, string note)
    {
        await session.ExecuteAsync("UPDATE rollouts SET note = @note WHERE id = @Id", new { rollout.Id, note });
        await session.ExecuteAsync("UPDATE rollout_decisions SET reason = @note WHERE rollout = @Id AND revision = @Revision", new { rollout.Id, rollout.Revision, note });
    }

    private static async Task<IReadOnlyList<Rollout>> ReadAsync(Session session, string sql, object? parameters)
    {
        var rows = await session.QueryAsync<RolloutRow>(sql, parameters);
        if (rows.Count == 0)
            return [];
        var ids = rows.Select(row => row.Id).ToArray();
        var arms = (await session.QueryAsync<RolloutArmRow>(
            "SELECT rollout, number, name, model, version, weight, base_requests AS BaseRequests, out_reason AS OutReason, is_binding AS IsBinding FROM rollout_arms WHERE rollout IN @ids ORDER BY rollout, number", new { ids }))
            .ToLookup(row => row.Rollout, row => row.ToArm(), StringComparer.Ordinal);
        var approvals = (await session.QueryAsync<RolloutApprovalRow>(
            "SELECT rollout, approved_by AS ApprovedBy, approved_at AS ApprovedAt, reason FROM rollout_approvals WHERE rollout IN @ids ORDER BY approved_at, approved_by", new { ids }))
            .ToLookup(row => row.Rollout, row => row.ToApproval(), StringComparer.Ordinal);
        return [.. rows.Select(row => row.ToRollout([.. arms[row.Id]], [.. approvals[row.Id]]))];
    }
}
