using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Performance;

/// <summary>What the page of an endpoint's scores is asked for; all of it stands in its address.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Range">Predictions since when.</param>
/// <param name="Score">The score of the chart; null for the one that decay is judged by.</param>
/// <param name="By">A column to tell segments apart by; null for those of the settings and of the evaluation.</param>
public sealed record PerformanceQuestion(string Endpoint, TimeRange Range, string? Score, string? By)
{
    public string Path => Links.Watching(Endpoint) + "/performance";

    public string Address => Addresses.With(Path, [.. Range.Query, ("score", Score), ("by", By)]);
}
