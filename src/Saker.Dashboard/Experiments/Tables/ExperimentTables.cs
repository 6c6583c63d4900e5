using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Search;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>Gathers what pages show of experiments and their runs.</summary>
internal sealed class ExperimentTables(IExperimentStore store, ITrackingSearch search)
{
    private const int MaxExperiments = 100;
    private const int MaxRuns = 50;
    private const int MaxNested = 400;
    private const int MaxDepth = 8;
    private const int MaxProposed = 4;

    /// <summary>Experiments whose names contain a text, a page of them.</summary>
    /// <exception cref="SakerException">The page is none of this search.</exception>
    public async Task<ExperimentList> ListAsync(string? name, Lifecycle? state, string? page, CancellationToken cancellationToken)
    {
        var wanted = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        var found = await search.SearchExperimentsAsync(
            new ExperimentSearch { Filter = wanted is null ? null : $"name ILIKE {FilterTexts.Containing(wanted)}", Lifecycle = state, MaxCount = MaxExperiments, PageToken = page }, cancellationToken);
        var activity = (await search.ListActivityAsync([.. found.Items.Select(one => one.Id)], MaxExperiments, cancellationToken)).ToDictionary(one => one.Experiment, one => one.At);
        return new ExperimentList
        {
            Name = wanted,
            State = state,
            Lines = [.. found.Items.Select(one => new ExperimentLine(one, activity.GetValueOrDefault(one.Id, one.UpdatedAt)))],
            IsFirst = string.IsNullOrEmpty(page),
            NextPage = found.NextPageToken,
        };
    }

    /// <summary>
    /// Another text when something happens in the experiments that something happened in last, which are at the top of the list. What becomes of others, of deleted ones and of older runs is
    /// left to the look that pages take anew now and then.
    /// </summary>
    public async Task<string> StampAsync(CancellationToken cancellationToken) =>
        string.Join(' ', (await search.ListActivityAsync(null, MaxExperiments, cancellationToken)).Select(one => $"{one.Experiment} {one.At.UtcTicks}"));

    /// <summary>Whether something happened in an experiment, and whether anything runs in it: two queries, however many runs there are.</summary>
    public async Task<(string Activity, bool IsRunning)> LookAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        var activity = await search.ListActivityAsync([experiment], 1, cancellationToken);
        var running = await search.SearchRunsAsync(new RunSearch { Experiments = [experiment], Filter = "attributes.status = 'RUNNING'", MaxCount = 1 }, cancellationToken);
        return (string.Create(CultureInfo.InvariantCulture, $"{activity.FirstOrDefault()?.At.UtcTicks}"), running.Items.Count > 0);
    }

    /// <summary>An experiment; null when there is no such.</summary>
    public Task<Experiment?> FindExperimentAsync(ExperimentId experiment, CancellationToken cancellationToken) => store.FindAsync(experiment, cancellationToken);

    /// <summary>A page of an experiment's runs, or what is wrong with what was asked; null when there is no such experiment.</summary>
    public async Task<ExperimentTable?> FindAsync(TableRequest request, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(request.Experiment, cancellationToken) is not { } experiment)
            return null;
        var keys = await search.ListKeysAsync(experiment.Id, cancellationToken);
        var table = new ExperimentTable { Experiment = experiment, Request = request, Keys = keys, Columns = request.Columns ?? Proposed(keys) };
        try
        {
            var found = await search.SearchRunsAsync(SearchOf(request), cancellationToken);
            var (nested, isCut) = request.IsFolded ? await NestedAsync(request, found.Items, cancellationToken) : ([], false);
            return table with { Families = RunFamily.Of(found.Items, nested, isCut), NextPage = found.NextPageToken };
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.InvalidInput)
        {
            return table with { Fault = SearchFault.Of(exception) };
        }
    }

    private static RunSearch SearchOf(TableRequest request) => new()
    {
        Experiments = [request.Experiment],
        Lifecycle = request.State,
        IsOutermostOnly = request.IsFolded,
        Filter = request.Filter,
        OrderBy = request.Order is { } order ? [order] : [],
        Runs = request.Runs,
        MaxCount = request.Runs is null ? MaxRuns : TableRequest.MaxRuns,
        PageToken = request.Page,
    };

    // Level by level: what is nested in the runs, what is nested in that, and so on.
    private async Task<(IReadOnlyList<Run> Runs, bool IsCut)> NestedAsync(TableRequest request, IReadOnlyList<Run> outer, CancellationToken cancellationToken)
    {
        List<Run> nested = [];
        HashSet<RunId> seen = [.. outer.Select(run => run.Id)];
        var level = outer;
        for (var depth = 0; depth < MaxDepth && level.Count > 0; depth++)
        {
            var children = new RunSearch
            {
                Experiments = [request.Experiment],
                Lifecycle = request.State,
                PartOf = [.. level.Select(run => run.Id)],
                // Where they are too many, those of the newest runs are here: a page begins with them.
                OrderBy = ["start_time DESC", "run_id DESC"],
                MaxCount = MaxNested - nested.Count + 1,
            };
            var found = await search.SearchRunsAsync(children, cancellationToken);
            // Tags of clients can make a run part of itself in a circle.
            level = [.. found.Items.Where(run => seen.Add(run.Id)).Take(MaxNested - nested.Count)];
            nested.AddRange(level);
            if (found.Items.Count == children.MaxCount)
                return (InOrder(nested), true);
        }
        return (InOrder(nested), false);

        static List<Run> InOrder(IEnumerable<Run> runs) => [.. runs.OrderBy(run => run.StartedAt).ThenBy(run => run.Id.Value, StringComparer.Ordinal)];
    }

    private static List<RunColumn> Proposed(EntryKeys keys) =>
    [
        .. keys.Metrics.Take(MaxProposed).Select(key => new RunColumn(RunColumn.Metrics, key)),
        .. keys.Parameters.Take(MaxProposed).Select(key => new RunColumn(RunColumn.Parameters, key)),
    ];
}
