using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Audit;

/// <summary>The audit in the home's database, where triggers keep what was noted as it is.</summary>
internal sealed class SqlAuditStore(Database database, Ids ids, TimeProvider time) : IAuditStore
{
    private const int MaxTextLength = 1_000;
    private const int MaxEntries = 1_000;

    public async Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var noted = entry with
        {
            Id = ids.NewUlid(),
            At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
            Actor = Cut(entry.Actor)!,
            Target = Cut(entry.Target)!,
            Detail = Cut(entry.Detail),
        };
        await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO audit (id, at, actor, key_id, act, target, outcome, detail, request_id)
                VALUES (@Id, @at, @Actor, @KeyId, @Act, @Target, @outcome, @Detail, @RequestId)
                """,
                new
                {
                    noted.Id,
                    at = noted.At.ToUnixTimeMilliseconds(),
                    noted.Actor,
                    noted.KeyId,
                    noted.Act,
                    noted.Target,
                    outcome = noted.Outcome.ToString().ToLowerInvariant(),
                    noted.Detail,
                    noted.RequestId,
                }),
            cancellationToken);
        return noted;
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string? before, int max, CancellationToken cancellationToken)
    {
        if (max is < 1 or > MaxEntries)
            throw new SakerException(ErrorKind.InvalidInput, $"{max} entries cannot be listed at once; ask for 1 to {MaxEntries}.", "max");
        return database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async session => [.. (await session.QueryAsync<AuditRow>(
                """
                SELECT id, at, actor, key_id AS KeyId, act, target, outcome, detail, request_id AS RequestId FROM audit
                WHERE @before IS NULL OR id < @before ORDER BY id DESC LIMIT @max
                """,
                new { before, max })).Select(row => row.ToEntry())],
            cancellationToken);
    }

    private static string? Cut(string? text) => text is { Length: > MaxTextLength } ? text[..MaxTextLength] + "…" : text;

    private sealed record AuditRow
    {
        public required string Id { get; init; }

        public long At { get; init; }

        public required string Actor { get; init; }

        public string? KeyId { get; init; }

        public required string Act { get; init; }

        public required string Target { get; init; }

        public required string Outcome { get; init; }

        public string? Detail { get; init; }

        public string? RequestId { get; init; }

        public AuditEntry ToEntry() => new()
        {
            Id = Id,
            At = DateTimeOffset.FromUnixTimeMilliseconds(At),
            Actor = Actor,
            KeyId = KeyId,
            Act = Act,
            Target = Target,
            Outcome = Enum.Parse<AuditOutcome>(Outcome, ignoreCase: true),
            Detail = Detail,
            RequestId = RequestId,
        };
    }
}
