namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A value that was corrected later.</summary>
/// <param name="Value">As it was.</param>
/// <param name="At">When it had become known.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record EarlierOutcome(string Value, DateTimeOffset At, DateTimeOffset ReceivedAt);
