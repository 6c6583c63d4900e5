namespace Saker.Platform.Experiments.Search;

/// <summary>A logged value of a metric, and the run that it belongs to.</summary>
public sealed record RunMetric(RunId Run, Metric Metric);
