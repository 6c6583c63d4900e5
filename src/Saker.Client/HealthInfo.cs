namespace Saker.Client;

/// <summary>The body of the health addresses; the HTTP status says the same.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not ready</c>.</param>
/// <param name="Reason">What is still missing.</param>
public sealed record HealthInfo(string Status, string? Reason = null);
