namespace Saker.Platform.Retraining;

/// <summary>What became of asking for an attempt.</summary>
/// <param name="Attempt">The one that now waits; null where it must not be.</param>
/// <param name="Hold">Why it must not be; null where it waits.</param>
/// <param name="IsLimit">Whether that is the limit of attempts in a day.</param>
internal sealed record RequestAnswer(RetrainingAttempt? Attempt, string? Hold, bool IsLimit = false);
