namespace Saker.Client;

/// <summary>The body of <c>GET /api/audit</c>.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null when this is the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntryInfo> Entries, string? Next);
