using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>Gathers what a comparison shows.</summary>
internal sealed class RunComparer(IExperimentStore store, ITrackingSearch search)
{
    private const int MaxPoints = 250;

    /// <param name="ids">Of runs; one that comes again counts once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SakerException">There are fewer than two or more than <see cref="Comparison.MaxRuns"/> (invalid input), or one is unknown (not found).</exception>
    public async Task<Comparison> CompareAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        string[] wanted = [.. ids.Distinct(StringComparer.Ordinal)];
        if (wanted.Length is < 2 or > Comparison.MaxRuns)
            throw new SakerException(ErrorKind.InvalidInput, $"2 to {Comparison.MaxRuns} runs can be compared; {wanted.Length} {(wanted.Length == 1 ? "was" : "were")} selected. Tick runs in the table of an experiment.", "run");
        List<Run> runs = [];
        foreach (var id in wanted)
            runs.Add(await store.FindRunAsync(new RunId(id), cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no run '{id}'.", "run"));
        string[] keys = [.. runs.SelectMany(run => run.LatestMetrics).Where(metric => metric.Step > 0).Select(metric => metric.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        List<ComparedCurve> curves = [];
        foreach (var key in keys.Take(Comparison.MaxCurves))
        {
            var points = await search.SampleHistoryAsync([.. runs.Select(run => run.Id)], key, steps: null, MaxPoints, cancellationToken);
            curves.Add(new ComparedCurve(key, runs, points));
        }
        return Comparison.Of(runs) with { Curves = curves, HasMoreCurves = keys.Length > curves.Count };
    }
}
