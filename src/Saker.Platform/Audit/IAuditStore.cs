namespace Saker.Platform.Audit;

/// <summary>Remembers administrative acts; nothing is changed or removed afterwards. Thread-safe, and safe between processes.</summary>
public interface IAuditStore
{
    /// <summary>Notes an act; it is durable when the task completes. Gives the entry with its id and time. Texts that are too long are cut.</summary>
    Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Acts, the newest first.</summary>
    /// <param name="before">Only those older than the entry of this id; null from the newest on.</param>
    /// <param name="max">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<AuditEntry>> ListAsync(string? before, int max, CancellationToken cancellationToken);

    /// <summary>As the other, of those that a filter wants.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, string? before, int max, CancellationToken cancellationToken);

    /// <summary>Compares every entry with the chain of hashes, and the chain with an anchor that was written down earlier.</summary>
    /// <param name="anchor"><see cref="AuditVerification.Anchor"/> of an earlier verification; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Saker.Data.SakerException">The anchor is none.</exception>
    Task<AuditVerification> VerifyAsync(string? anchor, CancellationToken cancellationToken);
}
