using System.Globalization;
using Saker.Dashboard.Experiments.Tables;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Pipelines;

namespace Saker.Dashboard.Experiments;

/// <summary>Gathers what the pages show of runs out of the store.</summary>
internal sealed class RunBoards(IExperimentStore store, ITrackingSearch search, IArtifactStore artifacts, TimeProvider time)
{
    private const int MaxBoards = 12;
    private const int MaxLookedAt = 100;
    private const int MaxListed = 100;
    private const int MaxNested = 200;
    private const int MaxReportBytes = 4 << 20;
    private const int QuietSeconds = 10;

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

    /// <summary>
    /// Another text whenever <see cref="ListAsync"/> may give something else: at what begins or ends, each second while something runs, and now and then for what is told of runs that have ended.
    /// Two queries, however much there is.
    /// </summary>
    public async Task<string> StampAsync(string? experiment, CancellationToken cancellationToken)
    {
        Experiment? named = null;
        if (experiment is not null && (named = await store.FindByNameAsync(experiment, cancellationToken)) is null)
            return "";
        IReadOnlyList<ExperimentId>? wanted = named is null ? null : [named.Id];
        var activity = await search.ListActivityAsync(wanted, MaxLookedAt, cancellationToken);
        var running = await search.SearchRunsAsync(new RunSearch { Experiments = wanted, Filter = "attributes.status = 'RUNNING'", MaxCount = 1 }, cancellationToken);
        var now = time.GetUtcNow();
        var tick = now.Ticks / (running.Items.Count > 0 ? TimeSpan.TicksPerSecond : QuietSeconds * TimeSpan.TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{tick} {string.Join(' ', activity.Select(one => $"{one.Experiment} {one.At.UtcTicks}"))}");
    }

    /// <summary>The experiment of this name; null for none, or one that was deleted.</summary>
    public async Task<Experiment?> FindExperimentAsync(string name, CancellationToken cancellationToken) =>
        await store.FindByNameAsync(name, cancellationToken) is { Lifecycle: Lifecycle.Active } found ? found : null;

    /// <summary>The runs that somebody looks for, or what is wrong with what was written.</summary>
    public async Task<FoundRuns> SearchAsync(Experiment? experiment, string? filter, string? order, string? page, CancellationToken cancellationToken)
    {
        var asked = new FoundRuns { Experiment = experiment?.Name, Filter = filter, Order = order, Page = page };
        try
        {
            var found = await search.SearchRunsAsync(
                new RunSearch { Experiments = experiment is null ? null : [experiment.Id], Filter = filter, OrderBy = string.IsNullOrWhiteSpace(order) ? [] : [order], MaxCount = MaxListed, PageToken = page }, cancellationToken);
            return asked with { Runs = found.Items, NextPage = found.NextPageToken };
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.InvalidInput)
        {
            return asked with { Fault = SearchFault.Of(exception) };
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
        var pipeline = PipelineRun.Of(run, nested.Items);
        if (!pipeline.IsOfPipeline)
            return pipeline;
        Run[] children = [.. pipeline.Candidates.Select(candidate => candidate.Run)];
        var folds = await FoldsAsync(children, cancellationToken);
        return pipeline with { Candidates = [.. children.Select(child => new Candidate(child, [.. folds[child.Id]], child.Name == pipeline.Best))] };
    }

    // Of all runs at once: one query for each score that they were decided by, which is one.
    private async Task<ILookup<RunId, double>> FoldsAsync(IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        List<RunMetric> folds = [];
        foreach (var same in runs.GroupBy(run => SelectionScore.Of(run).FoldKey, StringComparer.Ordinal))
        {
            foreach (var part in same.Chunk(ITrackingSearch.MaxMetricRuns))
                folds.AddRange(await search.GetHistoryAsync([.. part.Select(run => run.Id)], same.Key, TrackingLimits.MaxHistoryCount, cancellationToken));
        }
        return folds.OrderBy(fold => fold.Metric.Step).ToLookup(fold => fold.Run, fold => fold.Metric.Value);
    }
}
