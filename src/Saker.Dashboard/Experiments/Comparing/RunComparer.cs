using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Experiments.Curves;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>Gathers what a comparison shows: the runs, and of the rest what the view needs.</summary>
internal sealed class RunComparer(ITrackingSearch search, CurveReader curves, RunFiles files)
{
    private const int ProposedCurves = 6;
    private const int MaxFiles = 1_000;

    /// <exception cref="SakerException">There are fewer than two or more than <see cref="Comparison.MaxRuns"/> runs (invalid input), or one is unknown (not found).</exception>
    public async Task<Comparison> CompareAsync(CompareRequest request, CancellationToken cancellationToken)
    {
        if (request.Runs.Count is < 2 or > Comparison.MaxRuns)
            throw new SakerException(ErrorKind.InvalidInput, $"2 to {Comparison.MaxRuns} runs can be compared; {request.Runs.Count} {(request.Runs.Count == 1 ? "was" : "were")} selected. Tick runs in the table of an experiment.", "run");
        var comparison = Comparison.Of(request, await ReadAsync(request.Runs, cancellationToken));
        return request.View switch
        {
            CompareRequest.Curves => comparison with { Curves = await curves.ReadAsync(comparison.Runs, [.. request.Metrics ?? comparison.CurveKeys.Take(ProposedCurves)], cancellationToken) },
            CompareRequest.Pictures => comparison with { Pictures = await PicturesAsync(comparison.Runs, cancellationToken) },
            _ => comparison,
        };
    }

    private async Task<IReadOnlyList<Run>> ReadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.FirstOrDefault(id => id.Length == 0 || !id.All(char.IsAsciiLetterOrDigit)) is { } odd)
            throw NoRun(odd);
        var found = await search.SearchRunsAsync(new RunSearch { Lifecycle = null, Filter = $"run_id IN ({string.Join(", ", ids.Select(id => $"'{id}'"))})", MaxCount = Comparison.MaxRuns }, cancellationToken);
        var byId = found.Items.ToDictionary(run => run.Id.Value, StringComparer.Ordinal);
        return [.. ids.Select(id => byId.GetValueOrDefault(id) ?? throw NoRun(id))];
    }

    private async Task<IReadOnlyList<ComparedPicture>> PicturesAsync(IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        List<(string Path, RunId Run)> found = [];
        foreach (var run in runs)
        {
            foreach (var file in await files.ListBelowAsync(run, MaxFiles, cancellationToken))
            {
                if (FileKinds.Of(file.Path) == FileKind.Picture)
                    found.Add((file.Path, run.Id));
            }
        }
        return [.. found.GroupBy(pair => pair.Path, StringComparer.Ordinal).Select(group => new ComparedPicture(group.Key, [.. group.Select(pair => pair.Run)]))
            .OrderByDescending(picture => picture.Runs.Count).ThenBy(picture => picture.Path, StringComparer.Ordinal)];
    }

    private static SakerException NoRun(string id) => new(ErrorKind.NotFound, $"There is no run '{id}'.", "run");
}
