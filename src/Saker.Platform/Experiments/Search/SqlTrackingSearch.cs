using System.Globalization;
using Saker.Data;
using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.Search;

/// <summary>Searches in the home's database.</summary>
internal sealed class SqlTrackingSearch(Database database) : ITrackingSearch
{
    public async Task<SearchPage<Run>> SearchRunsAsync(RunSearch search, CancellationToken cancellationToken)
    {
        CheckCount(search.MaxCount, RunSearch.MaxMaxCount);
        List<string> where = [];
        var parameters = new Dictionary<string, object>();
        if (search.Experiments is { } experiments)
        {
            if (experiments.Count == 0)
                return new SearchPage<Run>([], null);
            where.Add("r.experiment_id IN @experiments");
            parameters.Add("experiments", Numbers(experiments));
        }
        AddLifecycle("r", search.Lifecycle, where, parameters);
        if (search.PartOf is { Count: 0 } || search.Runs is { Count: 0 })
            return new SearchPage<Run>([], null);
        AddRuns(search, where, parameters);
        AddNesting(search, where, parameters);
        var query = new SearchQuery
        {
            Target = TrackingTargets.Runs,
            Where = where.Count == 0 ? null : string.Join(" AND ", where),
            Parameters = parameters,
            Filter = search.Filter,
            OrderBy = search.OrderBy,
            MaxCount = search.MaxCount,
            PageToken = search.PageToken,
        };
        return await database.ReadAsync(
            async session =>
            {
                var hits = await query.RunAsync(session);
                return new SearchPage<Run>(await new RunReader(session).ReadAsync([.. hits.Rows.Select(row => (string)row[0])]), hits.NextPageToken);
            },
            cancellationToken);
    }

    public async Task<SearchPage<Experiment>> SearchExperimentsAsync(ExperimentSearch search, CancellationToken cancellationToken)
    {
        CheckCount(search.MaxCount, ExperimentSearch.MaxMaxCount);
        List<string> where = [];
        var parameters = new Dictionary<string, object>();
        AddLifecycle("e", search.Lifecycle, where, parameters);
        var query = new SearchQuery
        {
            Target = TrackingTargets.Experiments,
            Where = where.Count == 0 ? null : string.Join(" AND ", where),
            Parameters = parameters,
            Filter = search.Filter,
            OrderBy = search.OrderBy,
            MaxCount = search.MaxCount,
            PageToken = search.PageToken,
        };
        return await database.ReadAsync(
            async session =>
            {
                var hits = await query.RunAsync(session);
                return new SearchPage<Experiment>(await new ExperimentReader(session).ReadAsync([.. hits.Rows.Select(row => (long)row[0])]), hits.NextPageToken);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<DatasetSummary>> ListDatasetsAsync(IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken)
    {
        List<DatasetSummary> summaries = [];
        if (experiments.Count == 0)
            return summaries;
        await database.ReadAsync(
            async session =>
            {
                await session.ReadAsync(
                    $"""
                    SELECT DISTINCT r.experiment_id, d.name, d.digest, c.value
                    FROM runs r JOIN dataset_inputs i ON i.run_id = r.id JOIN input_datasets d ON d.id = i.dataset_id
                    LEFT JOIN dataset_input_tags c ON c.run_id = i.run_id AND c.dataset_id = i.dataset_id AND c.key = '{DatasetInput.ContextTag}'
                    WHERE r.experiment_id IN @experiments AND r.lifecycle = 'active'
                    ORDER BY r.experiment_id, d.name, d.digest, c.value LIMIT {ITrackingSearch.MaxDatasets}
                    """,
                    new { experiments = Numbers(experiments) },
                    row => summaries.Add(new DatasetSummary(
                        new ExperimentId(row.GetInt64(0).ToString(CultureInfo.InvariantCulture)), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3))));
                return true;
            },
            cancellationToken);
        return summaries;
    }

    public async Task<IReadOnlyList<ExperimentActivity>> ListActivityAsync(IReadOnlyList<ExperimentId>? experiments, int maxCount, CancellationToken cancellationToken)
    {
        CheckCount(maxCount, ITrackingSearch.MaxActivities);
        if (experiments is { Count: 0 })
            return [];
        return await database.ReadAsync(session => new ExperimentSummaries(session).ActivityAsync(experiments is null ? null : Numbers(experiments), maxCount), cancellationToken);
    }

    public Task<EntryKeys> ListKeysAsync(ExperimentId? experiment, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new ExperimentSummaries(session).KeysAsync(NumberOf(experiment)), cancellationToken);

    public Task<string?> FindRunStampAsync(RunId run, CancellationToken cancellationToken) => database.ReadAsync(session => RunStamp.FindAsync(session, run), cancellationToken);

    public Task<FilterCompletion> CompleteRunFilterAsync(ExperimentId? experiment, string filter, int at, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new RunFilterProposals(session, NumberOf(experiment)).CompleteAsync(filter, at), cancellationToken);

    public Task<IReadOnlyList<RunMetric>> GetHistoryAsync(IReadOnlyList<RunId> runs, string key, int maxCount, CancellationToken cancellationToken)
    {
        CheckRuns(runs);
        CheckCount(maxCount, TrackingLimits.MaxHistoryCount);
        return database.ReadAsync(session => new MetricSample(session).ReadAsync(runs, key, maxCount), cancellationToken);
    }

    public Task<IReadOnlyList<RunMetric>> SampleHistoryAsync(IReadOnlyList<RunId> runs, string key, (long First, long Last)? steps, int maxCount, CancellationToken cancellationToken)
    {
        CheckRuns(runs);
        CheckCount(maxCount, ITrackingSearch.MaxSampleSize);
        if (steps is { } range && range.First > range.Last)
            throw new SakerException(ErrorKind.InvalidInput, $"end_step must be greater than start_step. Found start_step={range.First} and end_step={range.Last}.", "end_step");
        return database.ReadAsync(session => new MetricSample(session).SampleAsync(runs, key, steps, maxCount), cancellationToken);
    }

    private static void AddLifecycle(string alias, Lifecycle? lifecycle, List<string> where, Dictionary<string, object> parameters)
    {
        if (lifecycle is not { } wanted)
            return;
        where.Add($"{alias}.lifecycle = @lifecycle");
        parameters.Add("lifecycle", wanted.ToText());
    }

    private static void AddRuns(RunSearch search, List<string> where, Dictionary<string, object> parameters)
    {
        if (search.Runs is not { } runs)
            return;
        if (runs.Count > RunSearch.MaxRuns)
            throw new SakerException(ErrorKind.InvalidInput, $"{runs.Count} runs are named as those that are wanted; at most {RunSearch.MaxRuns} are possible.", "run_ids");
        where.Add("r.id IN @runs");
        parameters.Add("runs", runs.Select(run => run.Value).ToArray());
    }

    private static void AddNesting(RunSearch search, List<string> where, Dictionary<string, object> parameters)
    {
        if (search.PartOf is { Count: > RunSearch.MaxParents } many)
            throw new SakerException(ErrorKind.InvalidInput, $"{many.Count} runs are named as those that others are part of; at most {RunSearch.MaxParents} are possible.", "part_of");
        if (search.PartOf is { } parents)
        {
            where.Add("r.parent_id IN @parents");
            parameters.Add("parents", parents.Select(parent => parent.Value).ToArray());
        }
        if (search.IsOutermostOnly)
            where.Add($"NOT EXISTS (SELECT 1 FROM runs p WHERE p.id = r.parent_id AND p.experiment_id = r.experiment_id{(search.Lifecycle is null ? "" : " AND p.lifecycle = @lifecycle")})");
    }

    private static long? NumberOf(ExperimentId? experiment) => experiment is { } one ? ExperimentReader.NumberOf(one) : null;

    private static long[] Numbers(IReadOnlyList<ExperimentId> experiments) => experiments.Count <= RunSearch.MaxExperiments
        ? [.. experiments.Select(ExperimentReader.NumberOf)]
        : throw new SakerException(ErrorKind.InvalidInput, $"Invalid value for parameter 'experiment_ids': {experiments.Count} experiments are named; at most {RunSearch.MaxExperiments} are possible.", "experiment_ids");

    private static void CheckRuns(IReadOnlyList<RunId> runs)
    {
        if (runs.Count is 0 or > ITrackingSearch.MaxMetricRuns)
            throw new SakerException(ErrorKind.InvalidInput, $"1 to {ITrackingSearch.MaxMetricRuns} runs can be asked for at once; {runs.Count} were.", "run_ids");
    }

    private static void CheckCount(int count, int max)
    {
        if (count < 1 || count > max)
            throw new SakerException(ErrorKind.InvalidInput, $"Invalid value {count} for parameter 'max_results' supplied: it must be between 1 and {max}.", "max_results");
    }
}
