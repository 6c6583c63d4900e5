namespace Saker.Server.Telemetry.Metrics;

/// <summary>Gives metrics. Asked by one at a time; quick, for somebody waits.</summary>
internal interface IMetricSource
{
    /// <summary>All that it can give: what is listed is told of even while there are no values.</summary>
    IReadOnlyList<MetricFamily> Families { get; }

    /// <summary>Adds the values as they are now. What fails is not shown, and is counted.</summary>
    ValueTask CollectAsync(MetricSet into, CancellationToken cancellationToken);
}
