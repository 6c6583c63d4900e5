namespace Saker.Platform.Rollouts.Planning;

/// <summary>A step as it is expected to go when nothing is found.</summary>
/// <param name="Share">The share of each candidate, from 0 to 1.</param>
/// <param name="Requests">Requests of a candidate in it.</param>
/// <param name="Duration">How long it lasts; null when no requests come.</param>
public sealed record PlannedStep(double Share, double Requests, TimeSpan? Duration);
