namespace Saker.Platform.Audit;

/// <summary>What verifying the audit found.</summary>
public sealed record AuditVerification
{
    /// <summary>Entries in the chain.</summary>
    public required long EntryCount { get; init; }

    /// <summary>Entries that are older than the chain; together they are its beginning.</summary>
    public required long OlderCount { get; init; }

    /// <summary>The newest entry and its hash as <c>NUMBER:HASH</c>: written down elsewhere, it lets a later verification prove that nothing up to it was changed since.</summary>
    public required string Anchor { get; init; }

    /// <summary>What does not fit, the oldest first; empty when all is as it was noted.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public bool IsWhole => Faults.Count == 0;
}
