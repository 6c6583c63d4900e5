using Saker.Platform.Identity;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Reads requests to move aliases.</summary>
internal static class RequestReader
{
    private const string Select =
        """
        SELECT r.id, r.model, r.alias, r.from_version AS FromVersion, r.to_version AS ToVersion, r.evidence, r.override_reason AS OverrideReason, r.requested_by AS RequestedBy, r.requested_at AS RequestedAt,
            r.state, r.closed_by AS ClosedBy, r.closed_at AS ClosedAt, r.reason, p.role, p.approval_count AS ApprovalCount
        FROM alias_requests r LEFT JOIN alias_protections p ON p.model = r.model AND p.alias = r.alias
        """;

    public static async Task<MoveRequest?> FindAsync(Session session, string id) =>
        (await CompleteAsync(session, await session.QueryAsync<RequestRow>($"{Select} WHERE r.id = @id", new { id }))).FirstOrDefault();

    /// <summary>The newest first.</summary>
    public static async Task<IReadOnlyList<MoveRequest>> ListAsync(Session session, string? model, bool isWaiting, int max)
    {
        var ofModel = model is null ? "" : " AND r.model = @model";
        var waiting = isWaiting ? " AND r.state = 'waiting'" : "";
        return await CompleteAsync(session, await session.QueryAsync<RequestRow>($"{Select} WHERE 1 = 1{ofModel}{waiting} ORDER BY r.id DESC LIMIT @max", new { model, max }));
    }

    private static async Task<IReadOnlyList<MoveRequest>> CompleteAsync(Session session, IReadOnlyList<RequestRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var approvals = (await session.QueryAsync<ApprovalRow>(
            "SELECT request_id AS RequestId, approved_by AS ApprovedBy, approved_at AS ApprovedAt, reason FROM alias_approvals WHERE request_id IN @ids ORDER BY approved_at, approved_by",
            new { ids = rows.Select(row => row.Id).ToList() })).ToLookup(row => row.RequestId);
        return [.. rows.Select(row => row.ToRequest([.. approvals[row.Id].Select(approval => new MoveApproval(approval.ApprovedBy, DateTimeOffset.FromUnixTimeMilliseconds(approval.ApprovedAt), approval.Reason))]))];
    }

    private sealed record ApprovalRow
    {
        public required string RequestId { get; init; }

        public required string ApprovedBy { get; init; }

        public long ApprovedAt { get; init; }

        public string? Reason { get; init; }
    }

    private sealed record RequestRow
    {
        public required string Id { get; init; }

        public required string Model { get; init; }

        public required string Alias { get; init; }

        public long? FromVersion { get; init; }

        public long ToVersion { get; init; }

        public string? Evidence { get; init; }

        public string? OverrideReason { get; init; }

        public required string RequestedBy { get; init; }

        public long RequestedAt { get; init; }

        public required string State { get; init; }

        public string? ClosedBy { get; init; }

        public long? ClosedAt { get; init; }

        public string? Reason { get; init; }

        public string? Role { get; init; }

        public long? ApprovalCount { get; init; }

        public MoveRequest ToRequest(IReadOnlyList<MoveApproval> approvals) => new()
        {
            Id = Id,
            Model = Model,
            Alias = Alias,
            From = (int?)FromVersion,
            To = ToVersion == 0 ? null : (int)ToVersion,
            Evidence = Evidence,
            Override = OverrideReason,
            By = RequestedBy,
            At = DateTimeOffset.FromUnixTimeMilliseconds(RequestedAt),
            State = Enum.Parse<MoveRequestState>(State, ignoreCase: true),
            // Who may move an alias that is not protected may approve its moves.
            Role = Roles.Find(Role) ?? Identity.Role.Deployer,
            Count = (int)(ApprovalCount ?? 1),
            Approvals = approvals,
            ClosedBy = ClosedBy,
            ClosedAt = ClosedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Reason = Reason,
        };
    }
}
