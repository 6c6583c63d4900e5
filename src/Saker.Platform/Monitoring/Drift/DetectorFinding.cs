namespace Saker.Platform.Monitoring.Drift;

/// <summary>What a detector says at the end of a window.</summary>
/// <param name="Name">As it is called in the settings.</param>
/// <param name="Kind">Such as <c>adwin</c>.</param>
/// <param name="Column">Whose values it follows.</param>
/// <param name="Value">The mean that it was given last; null when the window had none.</param>
/// <param name="Count">How many values it has seen since it began, or since it last fired.</param>
/// <param name="Fired">Whether it found a change within this window.</param>
public sealed record DetectorFinding(string Name, string Kind, string Column, double? Value, long Count, bool Fired);
