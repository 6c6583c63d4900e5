namespace Saker.Platform.Audit;

/// <summary>The newest entry of the chain.</summary>
internal sealed record AuditHead
{
    public long Number { get; init; }

    public required string Hash { get; init; }

    /// <summary>What the chain began with; null before its first entry.</summary>
    public string? FirstHash { get; init; }
}
