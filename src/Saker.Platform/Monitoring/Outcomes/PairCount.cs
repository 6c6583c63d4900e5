namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>How many joined pairs there are, and when the last of their values came: a correction changes that and not the number.</summary>
/// <param name="Count">The number.</param>
/// <param name="LastReceivedAt">Null when there are none.</param>
public readonly record struct PairCount(long Count, DateTimeOffset? LastReceivedAt);
