using System.Text.Json;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Reads what aliases pointed at, and since when.</summary>
internal sealed class MoveReader(Session session)
{
    private const string Select =
        """
        SELECT h.alias, h.from_version AS FromVersion, h.to_version AS ToVersion, h.moved_by AS MovedBy, h.moved_at AS MovedAt, h.evidence,
            h.from_scores AS FromScores, h.to_scores AS ToScores, h.request_id AS RequestId, h.approved_by AS ApprovedBy, h.override_reason AS OverrideReason,
            (SELECT n.moved_at FROM alias_history n WHERE n.model = h.model AND n.alias = h.alias AND n.id > h.id ORDER BY n.id LIMIT 1) AS NextAt
        FROM alias_history h WHERE h.model = @model
        """;

    /// <summary>All moves of a model's aliases, the newest first.</summary>
    public async Task<IReadOnlyList<AliasMove>> ListAsync(string model) =>
        [.. (await session.QueryAsync<MoveRow>($"{Select} ORDER BY h.id DESC", new { model })).Select(row => row.ToMove(model))];

    /// <summary>Some of them, of one alias or of all.</summary>
    public async Task<IReadOnlyList<AliasMove>> ListAsync(string model, string? alias, int offset, int max) =>
        [.. (await session.QueryAsync<MoveRow>($"{Select}{(alias is null ? "" : " AND h.alias = @alias")} ORDER BY h.id DESC LIMIT @max OFFSET @offset", new { model, alias, offset, max })).Select(row => row.ToMove(model))];

    private sealed record MoveRow
    {
        public required string Alias { get; init; }

        public long? FromVersion { get; init; }

        public long ToVersion { get; init; }

        public required string MovedBy { get; init; }

        public long MovedAt { get; init; }

        public long? NextAt { get; init; }

        public string? Evidence { get; init; }

        public string? FromScores { get; init; }

        public string? ToScores { get; init; }

        public string? RequestId { get; init; }

        public string? ApprovedBy { get; init; }

        public string? OverrideReason { get; init; }

        public AliasMove ToMove(string model) =>
            new(model, Alias, (int?)FromVersion, ToVersion == 0 ? null : (int)ToVersion, MovedBy, DateTimeOffset.FromUnixTimeMilliseconds(MovedAt))
            {
                Until = NextAt is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
                Evidence = Evidence,
                Override = OverrideReason,
                FromScores = FromScores is null ? null : VersionScores.Read(FromScores),
                ToScores = ToScores is null ? null : VersionScores.Read(ToScores),
                RequestId = RequestId,
                ApprovedBy = ApprovedBy is null ? [] : JsonSerializer.Deserialize<List<string>>(ApprovedBy) ?? [],
            };
    }
}
