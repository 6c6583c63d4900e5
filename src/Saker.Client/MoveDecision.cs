namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/approvals/{id}/approve</c>, <c>reject</c> and <c>withdraw</c>.</summary>
/// <param name="Reason">Why; may be left out.</param>
public sealed record MoveDecision(string? Reason);
