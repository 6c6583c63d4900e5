namespace Saker.Platform.Rollouts;

/// <summary>A step of a canary.</summary>
/// <param name="Share">The candidate's share of the requests in percent, above 0 and at most 100.</param>
/// <param name="MinTime">How long it lasts at least; null for what the rollout says of all.</param>
/// <param name="MinRequests">How many requests the candidate answers in it at least; null for what the rollout says of all.</param>
public sealed record RolloutStep(double Share, TimeSpan? MinTime = null, int? MinRequests = null);
