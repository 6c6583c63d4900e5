using Saker.Data;
using Saker.Platform.Artifacts.Signing;
using Saker.Platform.Storage;

namespace Saker.Platform.Audit;

/// <summary>The audit in the database, where triggers keep what was noted as it is, and hashes show what somebody changed all the same.</summary>
internal sealed class SqlAuditStore(Database database, InstallationKey key, Ids ids, TimeProvider time) : IAuditStore
{
    private const int MaxTextLength = 1_000;
    private const int MaxEntries = 1_000;

    public Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => database.WriteAsync(session => AppendAsync(session, entry), cancellationToken);

    /// <summary>Notes an act within the write that does it: both are durable, or neither.</summary>
    internal async Task<AuditEntry> AppendAsync(Session session, AuditEntry entry)
    {
        var noted = entry with
        {
            Id = ids.NewUlid(),
            At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
            Actor = Cut(entry.Actor)!,
            Target = Cut(entry.Target)!,
            Detail = Cut(entry.Detail),
        };
        await LinkAsync(session, noted);
        return noted;
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string? before, int max, CancellationToken cancellationToken) => ListAsync(AuditFilter.All, before, max, cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, string? before, int max, CancellationToken cancellationToken)
    {
        if (max is < 1 or > MaxEntries)
            throw new SakerException(ErrorKind.InvalidInput, $"{max} entries cannot be listed at once; ask for 1 to {MaxEntries}.", "max");
        return database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async session => [.. (await QueryAsync(session, $"{AuditConditions.Of(filter, before)} ORDER BY id DESC LIMIT @max", AuditConditions.Values(filter, before, max))).Select(row => row.ToEntry())],
            cancellationToken);
    }

    public Task<AuditVerification> VerifyAsync(string? anchor, CancellationToken cancellationToken)
    {
        var known = anchor is null ? (AuditAnchor?)null : AuditAnchor.Parse(anchor);
        return database.ReadAsync(session => new AuditCheck(session, key).RunAsync(known), cancellationToken);
    }

    internal static Task<IReadOnlyList<AuditRow>> QueryAsync(Session session, string which, object? parameters = null) => session.QueryAsync<AuditRow>(
        "SELECT id, number, hash, at, actor, key_id AS KeyId, act, target, outcome, detail, request_id AS RequestId FROM audit " + which, parameters);

    internal static Task<AuditHead?> FindHeadAsync(Session session) => session.FindAsync<AuditHead>("SELECT number, hash, first_hash AS FirstHash, signature FROM audit_head");

    private async Task LinkAsync(Session session, AuditEntry entry)
    {
        var head = await FindHeadAsync(session) ?? throw new SakerException(ErrorKind.DataLoss, "The head of the audit's chain is missing from the database. Restore it from a backup; 'saker audit verify' tells more.", "audit");
        // The chain begins with the hash over whatever was noted before there was one.
        var first = head.FirstHash ?? (await QueryAsync(session, "WHERE number IS NULL ORDER BY id")).Aggregate(AuditChain.Start, AuditChain.Link);
        var row = RowOf(entry) with { Number = head.Number + 1 };
        row = row with { Hash = AuditChain.Link(head.Number == 0 ? first : head.Hash, row) };
        await session.ExecuteAsync(
            """
            INSERT INTO audit (id, number, hash, at, actor, key_id, act, target, outcome, detail, request_id)
            VALUES (@Id, @Number, @Hash, @At, @Actor, @KeyId, @Act, @Target, @Outcome, @Detail, @RequestId)
            """,
            row);
        var signature = key.Sign(AuditHead.SignedText(row.Number.Value, row.Hash));
        await session.ExecuteAsync("UPDATE audit_head SET number = @Number, hash = @Hash, first_hash = @first, signature = @signature", new { row.Number, row.Hash, first, signature });
    }

    private static AuditRow RowOf(AuditEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At.ToUnixTimeMilliseconds(),
        Actor = entry.Actor,
        KeyId = entry.KeyId,
        Act = entry.Act,
        Target = entry.Target,
        Outcome = entry.Outcome.ToString().ToLowerInvariant(),
        Detail = entry.Detail,
        RequestId = entry.RequestId,
    };

    // A character that takes two is kept whole or left out: half of it is no text that a database keeps.
    private static string? Cut(string? text) => text is { Length: > MaxTextLength } ? text[..(char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength)] + "…" : text;
}
