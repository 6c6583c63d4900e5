namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Some outcomes, the latest first.</summary>
/// <param name="Outcomes">Without their histories.</param>
/// <param name="NextPage">Where the next page begins; null when there is none.</param>
public sealed record OutcomePage(IReadOnlyList<StoredOutcome> Outcomes, string? NextPage);
