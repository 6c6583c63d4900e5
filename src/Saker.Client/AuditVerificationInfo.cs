namespace Saker.Client;

/// <summary>The body of <c>GET /api/audit/verification</c>.</summary>
public sealed record AuditVerificationInfo
{
    /// <summary>Whether every act is as it was noted.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Entries in the chain.</summary>
    public required long EntryCount { get; init; }

    /// <summary>Entries that are older than the chain.</summary>
    public required long OlderCount { get; init; }

    /// <summary>The newest entry and its hash; kept elsewhere and given to a later verification, it proves that nothing up to it was changed.</summary>
    public required string Anchor { get; init; }

    /// <summary>What does not fit, the oldest first.</summary>
    public required IReadOnlyList<string> Faults { get; init; }
}
