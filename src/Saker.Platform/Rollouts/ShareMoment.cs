namespace Saker.Platform.Rollouts;

/// <summary>The shares of a rollout's arms from a decision on.</summary>
/// <param name="Revision">The revision of the rollout that the decision led to.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Weights">The share of each arm, by number, in basis points.</param>
public sealed record ShareMoment(long Revision, DateTimeOffset At, IReadOnlyList<int> Weights);
