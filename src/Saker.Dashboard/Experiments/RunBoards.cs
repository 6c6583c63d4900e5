using Saker.Dashboard.Artifacts;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Studies;
using Saker.Platform.Pipelines;

namespace Saker.Dashboard.Experiments;

/// <summary>Gathers what the pages show of runs out of the store.</summary>
internal sealed class RunBoards(IExperimentStore store, IRunStore runStore, ITrackingSearch search, IArtifactStore artifacts)
{
    private const int MaxBoards = 12;
    private const int MaxLookedAt = 100;
    private const int MaxListed = 200;
    private const int MaxNested = 200;
    private const int MaxCurves = 12;
    private const int MaxReportBytes = 4 << 20;
    private const int MaxPoints = 1000;

    /// <summary>The newest runs of the experiment named or, without a name, of those that something happened in last and that have some.</summary>
    public async Task<IReadOnlyList<ExperimentBoard>> ListAsync(string? experiment, int maxRuns, CancellationToken cancellationToken)
    {
        if (experiment is not null)
            return await store.FindByNameAsync(experiment, cancellationToken) is { Lifecycle: Lifecycle.Active } named ? [await BoardAsync(named, maxRuns, cancellationToken)] : [];
        List<ExperimentBoard> boards = [];
        foreach (var active in await search.ListActivityAsync(null, MaxLookedAt, cancellationToken))
        {
            if (await store.FindAsync(active.Experiment, cancellationToken) is { RunCount: > 0 } one)
                boards.Add(await BoardAsync(one, maxRuns, cancellationToken));
            if (boards.Count == MaxBoards)
                break;
        }
        return boards;
    }

    /// <summary>The runs that somebody looks for, or what is wrong with what was written.</summary>
    public async Task<FoundRuns> SearchAsync(Experiment? experiment, string? filter, string? order, CancellationToken cancellationToken)
    {
        try
        {
            var found = await search.SearchRunsAsync(
                new RunSearch { Experiments = experiment is null ? null : [experiment.Id], Filter = filter, OrderBy = string.IsNullOrWhiteSpace(order) ? [] : [order], MaxCount = MaxListed }, cancellationToken);
            return new FoundRuns { Filter = filter, Order = order, Runs = found.Items, HasMore = found.NextPageToken is not null };
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.InvalidInput)
        {
            return new FoundRuns { Filter = filter, Order = order, Fault = exception.Message };
        }
    }

    /// <summary>The run of this id, or the only one whose id starts with it, with its candidates and their folds; null when there is none.</summary>
    public async Task<PipelineRun?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindRunByPrefixAsync(id, cancellationToken) is not { } run)
            return null;
        var pipeline = await WithCandidatesAsync(run, cancellationToken);
        return await store.FindAsync(run.ExperimentId, cancellationToken) is { } experiment ? pipeline with { Experiment = experiment.Name } : pipeline;
    }

    /// <summary>A candidate's score on each fold so far.</summary>
    public async Task<IReadOnlyList<double>> FoldsAsync(Run run, CancellationToken cancellationToken)
    {
        var history = await store.GetHistoryAsync(run.Id, SelectionScore.Of(run).FoldKey, cancellationToken);
        return [.. history.Select(metric => metric.Value)];
    }

    /// <summary>The metrics that were logged over several steps, each from its start on.</summary>
    public async Task<IReadOnlyList<MetricCurve>> CurvesAsync(Run run, CancellationToken cancellationToken)
    {
        List<MetricCurve> curves = [];
        foreach (var metric in run.LatestMetrics.Where(metric => metric.Step > 0).Take(MaxCurves))
        {
            var page = await runStore.GetHistoryAsync(run.Id, metric.Key, pageToken: null, MaxPoints, cancellationToken);
            if (page.Points.Count > 1)
                curves.Add(new MetricCurve(metric.Key, page.Points));
        }
        return curves;
    }

    /// <summary>The files that a run logged.</summary>
    public async Task<FileList> FilesAsync(Run run, CancellationToken cancellationToken)
    {
        if (ArtifactPaths.FromUri(run.ArtifactUri) is not { Length: > 0 } root)
            return new FileList { Files = [], Elsewhere = run.ArtifactUri };
        var page = await artifacts.ListBelowAsync(root, after: null, FileList.MaxCount + 1, cancellationToken);
        return FileList.Of([.. page.Entries.Select(entry => entry with { Path = entry.Path[(root.Length + 1)..] })], path => Links.RunFile(run.Id.Value, path));
    }

    /// <summary>What the run measured of its model; null when it logged no report, or one that cannot be read.</summary>
    public async Task<EvaluationReport?> FindEvaluationAsync(Run run, CancellationToken cancellationToken)
    {
        if (ArtifactPaths.FromUri(run.ArtifactUri) is not { Length: > 0 } root || await artifacts.FindAsync($"{root}/evaluation/report.json", cancellationToken) is not { ByteCount: > 0 and < MaxReportBytes })
            return null;
        try
        {
            await using var content = await artifacts.OpenAsync($"{root}/evaluation/report.json", cancellationToken);
            using var reader = new StreamReader(content);
            return EvaluationReport.FromJson(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (SakerException)
        {
            // Whoever logs a run may put anything there.
            return null;
        }
    }

    private async Task<ExperimentBoard> BoardAsync(Experiment experiment, int maxRuns, CancellationToken cancellationToken)
    {
        var newest = await search.SearchRunsAsync(new RunSearch { Experiments = [experiment.Id], IsOutermostOnly = true, MaxCount = maxRuns }, cancellationToken);
        List<PipelineRun> runs = [];
        foreach (var run in newest.Items)
            runs.Add(runs.Count == 0 ? await WithCandidatesAsync(run, cancellationToken) : new PipelineRun(run, []));
        return new ExperimentBoard(experiment, runs);
    }

    private async Task<PipelineRun> WithCandidatesAsync(Run run, CancellationToken cancellationToken)
    {
        var nested = await search.SearchRunsAsync(new RunSearch { Experiments = [run.ExperimentId], PartOf = [run.Id], OrderBy = ["start_time", "run_name"], MaxCount = MaxNested }, cancellationToken);
        var pipeline = new PipelineRun(run, []);
        List<Candidate> candidates = [];
        // The searches that came before the comparison are runs of the pipeline too, but no candidates.
        foreach (var child in nested.Items.Where(child => !pipeline.IsOfPipeline || !child.Tags.ContainsKey(StudyMetrics.StudyTag)))
            candidates.Add(new Candidate(child, pipeline.IsOfPipeline ? await FoldsAsync(child, cancellationToken) : [], pipeline.IsOfPipeline && child.Name == pipeline.Best));
        return pipeline with { Candidates = candidates };
    }
}
