namespace Saker.Platform.Monitoring.Performance;

/// <summary>An estimated score of a window.</summary>
/// <param name="Name">The public name.</param>
/// <param name="Value">NaN where it is not defined.</param>
/// <param name="StandardError">The sampling error; NaN where it cannot be had.</param>
/// <param name="Low">The lower threshold, from chunks of the reference; null without one.</param>
/// <param name="High">The upper threshold.</param>
/// <param name="IsWorse">Whether it lies beyond the threshold of the worse side.</param>
public sealed record EstimatedScore(string Name, double Value, double StandardError, double? Low, double? High, bool IsWorse);
