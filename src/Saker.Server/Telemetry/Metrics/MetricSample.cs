using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>One series of a metric at one moment.</summary>
/// <param name="Labels">The values of the metric's labels, in its order.</param>
/// <param name="Value">The value; of no meaning for a histogram.</param>
/// <param name="Histogram">The buckets; null for all but histograms.</param>
internal sealed record MetricSample(IReadOnlyList<string> Labels, double Value, HistogramSnapshot? Histogram = null);
