namespace Saker.Platform.Monitoring.Drift;

/// <summary>One bar of two distributions side by side.</summary>
/// <param name="Label">What falls into it, such as <c>12 to 24</c>, a text, <c>others</c> or <c>missing</c>.</param>
/// <param name="Reference">The share of the reference's rows, 0 to 1.</param>
/// <param name="Current">The share of the traffic's rows.</param>
public sealed record DistributionBin(string Label, double Reference, double Current);
