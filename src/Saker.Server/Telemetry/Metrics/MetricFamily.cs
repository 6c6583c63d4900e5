namespace Saker.Server.Telemetry.Metrics;

/// <summary>A metric: its name and what its labels and values mean.</summary>
/// <param name="Name">By Prometheus' conventions, in base units, without the ending that its kind gives it: <c>saker_inference_requests</c>.</param>
/// <param name="Kind">What its values mean.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Labels">The names of its labels.</param>
internal sealed record MetricFamily(string Name, MetricKind Kind, string Help, params IReadOnlyList<string> Labels)
{
    /// <summary>The value that stands for all those that are not told apart.</summary>
    public const string Other = "other";

    // Labels with few values, whatever is served: they keep them where others are put together.
    private static readonly string[] s_bounded = ["code", "generation", "method", "outcome", "result", "severity", "stage", "state", "step"];
    private static readonly string[] s_units = ["seconds", "bytes", "ratio"];

    /// <summary>The name under which people find it.</summary>
    public string FullName => Name + Kind switch
    {
        MetricKind.Counter => "_total",
        MetricKind.Info => "_info",
        _ => "",
    };

    /// <summary>Whether its values are sums since the start, which only rise.</summary>
    public bool IsSum => Kind is MetricKind.Counter or MetricKind.Histogram;

    /// <summary>The unit that its name says; null for plain numbers.</summary>
    public string? Unit => s_units.FirstOrDefault(unit => Name.EndsWith("_" + unit, StringComparison.Ordinal));

    /// <summary>The labels of what is beyond the limit.</summary>
    public string[] Overflow(IReadOnlyList<string> labels) => [.. labels.Select((value, i) => s_bounded.Contains(Labels[i]) ? value : Other)];
}
