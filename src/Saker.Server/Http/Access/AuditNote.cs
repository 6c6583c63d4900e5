namespace Saker.Server.Http.Access;

/// <summary>What the code behind an audited route knows of its act that the middleware cannot see.</summary>
internal sealed record AuditNote(string? Target = null, string? Failure = null, string? Detail = null);
