using Saker.Platform.Experiments.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>Reads whole logged models: one query for them and one for each kind of entry, however many there are.</summary>
internal sealed class LoggedModelReader(Session session)
{
    private const int MaxTogether = 500;

    /// <returns>The models in the order of their ids; those that are not there are left out.</returns>
    public async Task<IReadOnlyList<LoggedModel>> ReadAsync(IReadOnlyList<string> ids)
    {
        var found = new Dictionary<string, LoggedModel>(StringComparer.Ordinal);
        foreach (var part in ids.Chunk(MaxTogether))
            await ReadAsync(part, found);
        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<LoggedModel>()];
    }

    private async Task ReadAsync(string[] ids, Dictionary<string, LoggedModel> found)
    {
        var rows = await session.QueryAsync<LoggedModelRow>($"SELECT {LoggedModelRow.Columns} FROM logged_models WHERE id IN @ids AND deleted_at IS NULL", new { ids });
        if (rows.Count == 0)
            return;
        var parameters = await EntriesAsync("logged_model_params", ids);
        var tags = await EntriesAsync("logged_model_tags", ids);
        var metrics = (await session.QueryAsync<MetricRow>(
            $"SELECT {MetricRow.Columns} FROM metrics WHERE model_id IN @ids ORDER BY model_id, key, run_id, dataset_name, dataset_digest, step, logged_at, is_nan DESC, value", new { ids }))
            .ToLookup(row => row.ModelId!);
        var registrations = (await session.QueryAsync<Registration>("SELECT logged_model AS Id, model, version FROM model_versions WHERE logged_model IN @ids AND is_deleted = 0 ORDER BY model, version", new { ids }))
            .ToLookup(row => row.Id, row => (row.Model, (int)row.Version));
        foreach (var row in rows)
            found[row.Id] = row.ToModel(ToDictionary(parameters[row.Id]), ToDictionary(tags[row.Id]), LatestOf(metrics[row.Id])) with { Registrations = [.. registrations[row.Id]] };
    }

    // The rows of one metric, run and dataset lie together, the latest last.
    private static IReadOnlyList<RunMetric> LatestOf(IEnumerable<MetricRow> rows) =>
    [
        .. rows.GroupBy(row => (row.Key, row.RunId, row.DatasetName, row.DatasetDigest)).Select(group => new RunMetric(new RunId(group.Key.RunId), group.Last().ToMetric())),
    ];

    private async Task<ILookup<string, Entry>> EntriesAsync(string table, string[] ids) =>
        (await session.QueryAsync<Entry>($"SELECT model_id AS Id, key, value FROM {table} WHERE model_id IN @ids ORDER BY key", new { ids })).ToLookup(row => row.Id);

    private static Dictionary<string, string> ToDictionary(IEnumerable<Entry> entries) => entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    private sealed record Entry
    {
        public required string Id { get; init; }

        public required string Key { get; init; }

        public required string Value { get; init; }
    }

    private sealed record Registration
    {
        public required string Id { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }
    }
}
