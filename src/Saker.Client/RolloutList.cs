namespace Saker.Client;

/// <summary>Rollouts, the newest first.</summary>
/// <param name="Rollouts">Those of this page.</param>
/// <param name="NextPageToken">Gives the next page; absent on the last.</param>
public sealed record RolloutList(IReadOnlyList<RolloutInfo> Rollouts, string? NextPageToken);
