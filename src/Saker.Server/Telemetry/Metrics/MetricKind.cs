namespace Saker.Server.Telemetry.Metrics;

/// <summary>What a metric's values mean.</summary>
internal enum MetricKind
{
    /// <summary>Only rises, from the start of the process.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>Counts by bucket.</summary>
    Histogram,

    /// <summary>Facts, as labels of a 1.</summary>
    Info,
}
