namespace Saker.Platform.Serving.Lifecycle;

/// <summary>A state that a version was in.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">Why, when there is something to say.</param>
/// <param name="At">When it began.</param>
public sealed record VersionTransition(VersionState State, string? Reason, DateTimeOffset At);
