using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Who gave an answer for another: which step of a fallback chain, or the control for a candidate, and why.</summary>
/// <param name="Step"><c>primary</c>, <c>previous</c>, <c>rules</c>, <c>constant</c> or <c>control</c>.</param>
/// <param name="Model">The model that answered; null for rules and constants.</param>
/// <param name="Version">Its version; null for rules and constants.</param>
/// <param name="Reason">What kept each step before from answering; null for the primary.</param>
public sealed record AnswerSource(string Step, string? Model, int? Version, string? Reason)
{
    /// <summary>Whether the version itself answered.</summary>
    internal bool Is(ModelVersion version) => Step == "primary" || (Model == version.Model && Version == version.Version);
}
