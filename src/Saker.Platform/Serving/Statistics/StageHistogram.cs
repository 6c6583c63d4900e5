namespace Saker.Platform.Serving.Statistics;

/// <summary>How long a stage of answered requests took.</summary>
/// <param name="Stage"><c>queue</c>, or what the run that a request was in took: <c>input</c>, <c>infer</c>, <c>output</c>.</param>
/// <param name="Latencies">One a request; of a run that several requests shared, each has the whole.</param>
public sealed record StageHistogram(string Stage, HistogramSnapshot Latencies);
