namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>How many outcomes are in a state.</summary>
/// <param name="Endpoint">Empty where none is known.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestAt">When the first one of them came.</param>
public sealed record OutcomeCount(string Endpoint, OutcomeState State, long Count, DateTimeOffset OldestAt);
