using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Experiments.Tables;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>The address of a comparison, as it comes.</summary>
internal sealed record CompareQuery(
    string[] Run, string? View, string? All, string[] C, string? Across, string? Up, string? Colour, string[] Metric, string? X, string? Log, string? Smooth, string? Path)
{
    private const int MaxAxes = 24;

    public CompareRequest ToRequest() => new()
    {
        Runs = [.. Run.Distinct(StringComparer.Ordinal)],
        View = View is CompareRequest.Parallel or CompareRequest.Scatter or CompareRequest.Curves or CompareRequest.Pictures ? View : CompareRequest.Differences,
        ShowsSame = !string.IsNullOrEmpty(All),
        Axes = C.Length == 0 ? null : [.. C.Select(RunColumn.Parse).OfType<RunColumn>().Distinct().Take(MaxAxes)],
        X = Column(Across),
        Y = Column(Up),
        Colour = Column(Colour),
        Metrics = Metric.Length == 0 ? null : [.. Metric.Distinct(StringComparer.Ordinal).Take(Comparison.MaxCurves)],
        Style = CurveStyle.Of(X, Log, Smooth),
        Path = string.IsNullOrEmpty(Path) ? null : Path,
    };

    private static RunColumn? Column(string? text) => string.IsNullOrEmpty(text) ? null : RunColumn.Parse(text);
}
