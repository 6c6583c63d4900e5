namespace Saker.Server.Telemetry.Metrics;

/// <summary>How metrics are written.</summary>
internal enum MetricFormat
{
    /// <summary>Prometheus' text format 0.0.4.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0.0: with units and exemplars.</summary>
    OpenMetrics,
}
