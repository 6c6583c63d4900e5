namespace Saker.Platform.Alerts;

/// <summary>An alert as its table holds it.</summary>
internal sealed record AlertRow
{
    public required string Id { get; init; }

    public required string Fingerprint { get; init; }

    public required long IsOpen { get; init; }

    public required string State { get; init; }

    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public required string Endpoint { get; init; }

    public required string Body { get; init; }

    public long? FiredAt { get; init; }

    public long? ResolvedAt { get; init; }
}
