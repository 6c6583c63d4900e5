namespace Saker.Platform.Monitoring.Performance;

/// <summary>A measured score of a window.</summary>
/// <param name="Name">The public name.</param>
/// <param name="Value">NaN where it is not defined.</param>
/// <param name="Low">Lower end of the 95% interval; NaN where it cannot be had.</param>
/// <param name="High">Upper end.</param>
public sealed record WindowScore(string Name, double Value, double Low, double High);
