namespace Saker.Platform.Audit;

/// <summary>That a route changes something, as metadata of the route: whoever tries it is noted, with what became of it.</summary>
/// <param name="Act">One of <see cref="AuditActs"/>.</param>
public sealed record Audited(string Act);
