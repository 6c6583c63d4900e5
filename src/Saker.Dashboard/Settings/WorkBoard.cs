using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Jobs;
using Saker.Platform.Retraining;
using Saker.Platform.Studies;

namespace Saker.Dashboard.Settings;

/// <summary>Looks what long work goes on: four queries, however much there is.</summary>
internal sealed class WorkBoard(ITrackingSearch search, IRetrainingStore retraining, IJobStore jobs, TimeProvider time)
{
    private const int MaxPipelines = 20;
    private const int MaxCandidates = 500;
    private const int MaxAttempts = 20;

    public async Task<Work> LookAsync(CancellationToken cancellationToken)
    {
        var running = (await search.SearchRunsAsync(new RunSearch { Filter = "attributes.status = 'RUNNING' AND tags.`saker.kind` = 'pipeline'", MaxCount = MaxPipelines }, cancellationToken)).Items;
        IReadOnlyList<Run> candidates = running.Count == 0 ? [] : (await search.SearchRunsAsync(new RunSearch { PartOf = [.. running.Select(run => run.Id)], MaxCount = MaxCandidates }, cancellationToken)).Items;
        // Searches that come before a comparison are no candidates.
        var parts = candidates.Where(run => !run.Tags.ContainsKey(StudyMetrics.StudyTag)).ToLookup(run => run.ParentId);
        var attempts = await retraining.ListAsync(endpoint: null, MaxAttempts, cancellationToken);
        return new Work(
            [.. running.Select(run => new RunningPipeline(run, parts[run.Id].Count(), parts[run.Id].Count(part => part.Status != RunStatus.Running)))],
            [.. attempts.OrderBy(attempt => attempt.HasEnded)],
            await jobs.ListAsync(cancellationToken),
            time.GetUtcNow());
    }
}
