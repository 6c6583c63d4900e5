namespace Saker.Server.Http.Access;

/// <summary>What an audited act was done to, for the entry about it.</summary>
internal sealed record AuditTarget(string Text);
