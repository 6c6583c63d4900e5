namespace Saker.Client;

/// <summary>One bar of two distributions side by side.</summary>
/// <param name="Label">What falls into it.</param>
/// <param name="Reference">The share of the reference's rows, 0 to 1.</param>
/// <param name="Current">The share of the traffic's rows.</param>
public sealed record DistributionBinInfo(string Label, double Reference, double Current);
