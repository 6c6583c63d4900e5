using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Experiments.Curves;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>Gathers what a comparison shows: the runs, and of the rest what the view needs.</summary>
internal sealed class RunComparer(ITrackingSearch search, IExperimentStore experiments, CurveReader curves, RunFiles files)
{
    private const int ProposedCurves = 6;

    /// <summary>So many files of each run are looked through for pictures.</summary>
    public const int MaxFiles = 1_000;

    /// <exception cref="SakerException">There are fewer than two or more than <see cref="Comparison.MaxRuns"/> runs (invalid input), or one is unknown (not found).</exception>
    public async Task<Comparison> CompareAsync(CompareRequest request, CancellationToken cancellationToken)
    {
        if (request.Runs.Count is < 2 or > Comparison.MaxRuns)
            throw new SakerException(ErrorKind.InvalidInput, $"2 to {Comparison.MaxRuns} runs can be compared; {request.Runs.Count} {(request.Runs.Count == 1 ? "was" : "were")} selected. Tick runs in the table of an experiment.", "run");
        var runs = await ReadAsync(request.Runs, cancellationToken);
        var comparison = Comparison.Of(request, runs) with { Experiments = await NamesAsync(runs, cancellationToken) };
        return request.View switch
        {
            CompareRequest.Curves => comparison with { Curves = await curves.ReadAsync(comparison.Runs, [.. request.Metrics ?? comparison.CurveKeys.Take(ProposedCurves)], cancellationToken) },
            CompareRequest.Pictures => await WithPicturesAsync(comparison, cancellationToken),
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

    // What was deleted for good while somebody compares has no name any more.
    private async Task<IReadOnlyList<(ExperimentId Id, string Name)>> NamesAsync(IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        List<(ExperimentId Id, string Name)> names = [];
        foreach (var id in runs.Select(run => run.ExperimentId).Distinct())
            names.Add((id, (await experiments.FindAsync(id, cancellationToken))?.Name ?? id.Value));
        return names;
    }

    private async Task<Comparison> WithPicturesAsync(Comparison comparison, CancellationToken cancellationToken)
    {
        List<(string Path, RunId Run)> found = [];
        var cut = 0;
        foreach (var run in comparison.Runs)
        {
            var (below, isCut) = await files.ListBelowAsync(run, MaxFiles, cancellationToken);
            cut += isCut ? 1 : 0;
            found.AddRange(below.Where(file => FileKinds.Of(file.Path) == FileKind.Picture).Select(file => (file.Path, run.Id)));
        }
        return comparison with { Pictures = Ordered(found), CutRunCount = cut };
    }

    private static List<ComparedPicture> Ordered(List<(string Path, RunId Run)> found) =>
        [.. found.GroupBy(pair => pair.Path, StringComparer.Ordinal).Select(group => new ComparedPicture(group.Key, [.. group.Select(pair => pair.Run)]))
            .OrderByDescending(picture => picture.Runs.Count).ThenBy(picture => picture.Path, StringComparer.Ordinal)];

    private static SakerException NoRun(string id) => new(ErrorKind.NotFound, $"There is no run '{id}'.", "run");
}
