namespace Saker.Platform.Experiments;

/// <summary>Some of a metric's logged values.</summary>
public sealed record MetricPage
{
    /// <summary>By step, then time, then value.</summary>
    public required IReadOnlyList<Metric> Points { get; init; }

    /// <summary>Where the next page begins; null when this is the last one.</summary>
    public string? NextPageToken { get; init; }
}
