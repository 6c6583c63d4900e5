namespace Saker.Client;

/// <summary>A part of a rollout's timeline, the oldest first.</summary>
/// <param name="Decisions">Those of this page.</param>
/// <param name="NextPageToken">Gives those before; absent where there are none.</param>
public sealed record RolloutDecisionList(IReadOnlyList<RolloutDecisionInfo> Decisions, string? NextPageToken);
