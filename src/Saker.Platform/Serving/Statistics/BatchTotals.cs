namespace Saker.Platform.Serving.Statistics;

/// <summary>The runs of one number of rows.</summary>
public sealed record BatchTotals(int BatchSize, DurationTotal ComputeInput, DurationTotal ComputeInfer, DurationTotal ComputeOutput);
