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
        // The latest point alone: a model's history may have any number.
        var metrics = (await session.QueryAsync<MetricRow>(
            $"""
            SELECT {MetricRow.Columns} FROM (
              SELECT m.*, ROW_NUMBER() OVER (PARTITION BY model_id, key, run_id, dataset_name, dataset_digest ORDER BY step DESC, logged_at DESC, is_nan, value DESC) AS place
              FROM metrics m WHERE model_id IN @ids) latest
            WHERE place = 1 ORDER BY model_id, key, run_id, dataset_name, dataset_digest
            """,
            new { ids }))
            .ToLookup(row => row.ModelId!, row => new RunMetric(new RunId(row.RunId), row.ToMetric()));
        var registrations = (await session.QueryAsync<Registration>("SELECT logged_model AS Id, model, version FROM model_versions WHERE logged_model IN @ids AND is_deleted = 0 ORDER BY model, version", new { ids }))
            .ToLookup(row => row.Id, row => (row.Model, (int)row.Version));
        foreach (var row in rows)
            found[row.Id] = row.ToModel(ToDictionary(parameters[row.Id]), ToDictionary(tags[row.Id]), [.. metrics[row.Id]]) with { Registrations = [.. registrations[row.Id]] };
    }

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
