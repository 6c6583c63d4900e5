namespace Saker.Client;

/// <summary>What a detector says at the end of a window.</summary>
/// <param name="Name">As it is called in the settings.</param>
/// <param name="Kind">Such as <c>adwin</c>.</param>
/// <param name="Column">Whose values it follows.</param>
/// <param name="Value">What it was given last, in standard deviations of the reference from its mean; null when it was given nothing.</param>
/// <param name="Count">How many values it has seen since it began, or since it last fired.</param>
/// <param name="Fired">Whether it found a change within this window.</param>
public sealed record DetectorInfo(string Name, string Kind, string Column, double? Value, long Count, bool Fired);
