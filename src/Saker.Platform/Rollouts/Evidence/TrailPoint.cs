namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Where the guards of a rollout stood at a time.</summary>
/// <param name="Number">Counts foldings from 1.</param>
/// <param name="At">When.</param>
/// <param name="Guards">Where each stood.</param>
public sealed record TrailPoint(long Number, DateTimeOffset At, IReadOnlyList<GuardPoint> Guards);
