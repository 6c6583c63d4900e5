namespace Saker.Platform.Registry;

/// <summary>That a version came to its stage although its gates did not pass.</summary>
/// <param name="Reason">Why, in the words of whoever said so.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record StageOverride(string Reason, string By, DateTimeOffset At);
