namespace Saker.Client;

/// <summary>A state that a version was in, why, and since when.</summary>
public sealed record StateInfo(string State, string? Reason, DateTimeOffset At);
