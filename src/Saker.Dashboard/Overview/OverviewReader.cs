using Saker.Dashboard.Experiments;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Serving;
using Saker.Platform.Alerts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Jobs;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Overview;

/// <summary>Gathers what the first page shows; each list is short, whatever the home holds.</summary>
internal sealed class OverviewReader(AlertDesk alerts, EndpointViews endpoints, RolloutReader rollouts, IApprovalStore approvals, IJobStore jobs, ITrackingSearch search, IExperimentStore experiments, TimeProvider time)
{
    /// <summary>How many of each kind need attention, or run, at most.</summary>
    private const int MaxOfKind = 10;

    private const int MaxRecent = 8;
    private const int MaxNested = 200;

    // More are not read: the page says that there are more.
    private const int MaxAlerts = 200;

    public async Task<OverviewView> ReadAsync(CancellationToken cancellationToken)
    {
        var firing = await alerts.ListActiveAsync(MaxAlerts, cancellationToken);
        var open = await rollouts.ListOpenAsync(cancellationToken);
        var moves = await approvals.ListAsync(null, isWaiting: true, MaxOfKind, cancellationToken);
        var known = await jobs.ListAsync(cancellationToken);
        return new OverviewView
        {
            Attention = [.. Alerts(firing).Concat(Endpoints()).Concat(open.SelectMany(Waiting)).Concat(moves.Select(Move)).Concat(Jobs(known)).OrderBy(item => item.Rank)],
            Running = [.. (await RunsAsync(cancellationToken)).Concat(open.Where(IsMoving).Take(MaxOfKind).Select(Rollout)).Concat(known.Where(job => job.IsRunning).Take(MaxOfKind).Select(Job)).OrderByDescending(item => item.StartedAt)],
            Recent = await RecentAsync(cancellationToken),
            Now = time.GetUtcNow(),
        };
    }

    private static IEnumerable<AttentionItem> Alerts(IReadOnlyList<Alert> active)
    {
        var firing = active.Where(alert => alert.State == AlertState.Firing).OrderByDescending(alert => alert.Severity).ToList();
        foreach (var alert in firing.Take(MaxOfKind))
            yield return new AttentionItem(alert.Severity == Severity.Critical ? "critical" : "warning", "alert", alert.Rule, Links.Alert(alert.Id), alert.Summary) { At = alert.FiredAt ?? alert.PendingAt };
        if (firing.Count > MaxOfKind)
            yield return new AttentionItem("warning", "alert", "more alerts", "/alerts", $"{Format.Count(firing.Count - MaxOfKind)}{(active.Count == MaxAlerts ? " or more" : "")} others fire.");
    }

    private IEnumerable<AttentionItem> Endpoints() => endpoints.List()
        .Where(endpoint => endpoint.Status.State is EndpointState.Failed or EndpointState.Degraded)
        .OrderByDescending(endpoint => endpoint.Status.State == EndpointState.Failed)
        .Take(MaxOfKind)
        .Select(endpoint => new AttentionItem(
            endpoint.Status.State == EndpointState.Failed ? "critical" : "warning", "endpoint", endpoint.Name, Links.Endpoint(endpoint.Name), endpoint.Status.Reason ?? $"It is {endpoint.State}.") { At = endpoint.Status.Since });

    private static IEnumerable<AttentionItem> Waiting(RolloutLook look)
    {
        var rollout = look.Rollout;
        if (rollout.State is RolloutState.Waiting or RolloutState.Held || rollout.Proposal is not null)
            yield return new AttentionItem("waiting", "rollout", rollout.Endpoint, Links.Rollout(rollout.Id), rollout.Proposal is { } proposal && rollout.State == RolloutState.Running ? $"Somebody is asked to agree: {RolloutWords.Of(proposal.Kind)}." : look.Sentence) { At = rollout.CreatedAt };
    }

    private static AttentionItem Move(MoveRequest request) =>
        new("waiting", "approval", request.Model, Links.Model(request.Model), $"{request.By} asks to move {request.Alias} to {(request.To is { } to ? $"version {to}" : "nothing")}; {request.Approvals.Count} of {request.Count} approvals.") { At = request.At };

    private static IEnumerable<AttentionItem> Jobs(IReadOnlyList<JobStatus> known) => known
        .Where(job => job is { FailureCount: > 0, IsRunning: false })
        .Take(MaxOfKind)
        .Select(job => new AttentionItem("warning", "job", job.Name, "/settings/jobs", $"It failed {(job.FailureCount == 1 ? "once" : $"{Format.Count(job.FailureCount)} times in a row")}: {job.LastRun?.Error ?? "it did not end"}") { At = job.LastRun?.StartedAt });

    private static bool IsMoving(RolloutLook look) => look.Rollout.State is RolloutState.Running or RolloutState.Warming;

    private static ActivityItem Rollout(RolloutLook look) =>
        new("rollout", look.Rollout.Endpoint, Links.Rollout(look.Rollout.Id), look.Sentence, look.Rollout.StartedAt ?? look.Rollout.CreatedAt)
        {
            Share = look.Rollout.Candidates.Sum(arm => arm.Weight) / (double)RolloutArm.WholeWeight,
        };

    private static ActivityItem Job(JobStatus job) => new("job", job.Name, null, "It is under way.", job.LastRun!.StartedAt);

    private async Task<IEnumerable<ActivityItem>> RunsAsync(CancellationToken cancellationToken)
    {
        var running = (await search.SearchRunsAsync(new RunSearch { Filter = "attributes.status = 'RUNNING'", IsOutermostOnly = true, MaxCount = MaxOfKind }, cancellationToken)).Items;
        if (running.Count == 0)
            return [];
        var nested = (await search.SearchRunsAsync(new RunSearch { PartOf = [.. running.Select(run => run.Id)], MaxCount = MaxNested }, cancellationToken)).Items.ToLookup(run => run.ParentId);
        var names = await NamesAsync(running, cancellationToken);
        var now = time.GetUtcNow();
        return running.Select(run => Activity(PipelineRun.Of(run, nested[run.Id]), names[run.ExperimentId], now));
    }

    private static ActivityItem Activity(PipelineRun pipeline, string experiment, DateTimeOffset now)
    {
        var run = pipeline.Run;
        var nested = pipeline.Candidates;
        var progress = RunProgress.Of(pipeline, now) is { Share: not null } known ? known : null;
        var title = run.Name.Length == 0 || run.Name == experiment ? experiment : $"{experiment}: {run.Name}";
        return new ActivityItem("run", title, Links.Run(run.Id.Value), Sentence(), run.StartedAt) { Share = progress?.Share };

        string Sentence() => progress is not null ? $"{progress.Text}."
            : nested.Count > 0 ? $"{Format.Count(nested.Count(one => one.Run.EndedAt is not null))} of {Format.Count(nested.Count)}{(nested.Count == MaxNested ? " or more" : "")} {(pipeline.IsOfPipeline ? "candidates" : "runs within it")} have ended."
            : run.Metrics.Count > 0 ? $"{Format.Count(run.Metrics.Count)} {(run.Metrics.Count == 1 ? "metric" : "metrics")} so far." : "Nothing is logged yet.";
    }

    private async Task<IReadOnlyList<RecentRun>> RecentAsync(CancellationToken cancellationToken)
    {
        var recent = (await search.SearchRunsAsync(new RunSearch { IsOutermostOnly = true, MaxCount = MaxRecent }, cancellationToken)).Items;
        var names = await NamesAsync(recent, cancellationToken);
        return [.. recent.Select(run => new RecentRun(run, names[run.ExperimentId]))];
    }

    private async Task<Dictionary<ExperimentId, string>> NamesAsync(IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        var names = new Dictionary<ExperimentId, string>();
        foreach (var experiment in runs.Select(run => run.ExperimentId).Distinct())
            names[experiment] = (await experiments.FindAsync(experiment, cancellationToken))?.Name ?? experiment.Value;
        return names;
    }
}
