namespace Saker.Client;

/// <summary>A value that was corrected later.</summary>
/// <param name="Outcome">As it was.</param>
/// <param name="At">When it had become known.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record EarlierOutcomeInfo(string Outcome, DateTimeOffset At, DateTimeOffset ReceivedAt);
