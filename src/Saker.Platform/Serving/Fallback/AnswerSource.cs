namespace Saker.Platform.Serving.Fallback;

/// <summary>Which step of a fallback chain gave an answer, and why not the one before.</summary>
/// <param name="Step"><c>primary</c>, <c>previous</c>, <c>rules</c> or <c>constant</c>.</param>
/// <param name="Model">The model that answered; null for rules and constants.</param>
/// <param name="Version">Its version; null for rules and constants.</param>
/// <param name="Reason">What kept each step before from answering; null for the primary.</param>
public sealed record AnswerSource(string Step, string? Model, int? Version, string? Reason);
