namespace Saker.Platform.Audit;

/// <summary>An entry as its table holds it.</summary>
internal sealed record AuditRow
{
    public required string Id { get; init; }

    /// <summary>Its place in the chain, from 1; null for one that is older than the chain.</summary>
    public long? Number { get; init; }

    public string? Hash { get; init; }

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
