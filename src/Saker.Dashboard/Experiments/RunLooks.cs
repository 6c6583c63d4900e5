using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Experiments.Curves;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Experiments;

/// <summary>Gathers what the page of a run shows.</summary>
internal sealed class RunLooks(RunBoards boards, CurveReader curves, RunFiles files, IRegistrySearch registry, ITrackingSearch search)
{
    /// <summary>Curves of a page at first.</summary>
    public const int MaxCurves = 12;

    private const int MaxAllCurves = 60;

    /// <summary>Versions of a page.</summary>
    public const int MaxVersions = 20;

    /// <summary>The run of this id, or the only one whose id starts with it; null when there is none.</summary>
    /// <param name="id">The id, or its beginning.</param>
    /// <param name="allCurves">Whether as many curves are wanted as a page can carry.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<RunLook?> FindAsync(string id, bool allCurves, CancellationToken cancellationToken)
    {
        // Before the rest: what comes in between is looked at once more. The beginning of an id has none, and is too.
        var stamp = await StampAsync(new RunId(id), cancellationToken);
        if (await boards.FindAsync(id, cancellationToken) is not { } pipeline)
            return null;
        var run = pipeline.Run;
        var keys = CurveReader.KeysOf([run]);
        return new RunLook
        {
            Pipeline = pipeline,
            Stamp = stamp,
            Folds = await boards.FoldsAsync(run, cancellationToken),
            Curves = await curves.ReadAsync([run], [.. keys.Take(allCurves ? MaxAllCurves : MaxCurves)], cancellationToken),
            CurveCount = keys.Count,
            Files = await files.TreeAsync(run, path: null, after: null, cancellationToken),
            Evaluation = await boards.FindEvaluationAsync(run, cancellationToken),
            Versions = (await registry.SearchVersionsAsync(new RegistryQuery { Filter = $"run_id = '{run.Id.Value}'", MaxCount = MaxVersions + 1 }, cancellationToken)).Items,
        };
    }

    public async Task<string> StampAsync(RunId run, CancellationToken cancellationToken) => await search.FindRunStampAsync(run, cancellationToken) ?? "";
}
