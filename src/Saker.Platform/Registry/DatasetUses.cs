using Saker.Platform.Datasets;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>
/// Finds what was made from dataset versions. A run names a version by the tag <c>saker.dataset</c>, or by an input of the version's name
/// and digest, as MLflow's clients log it; a model version names the one it was trained on. Thread-safe.
/// </summary>
public sealed class DatasetUses
{
    /// <summary>The most runs that are listed.</summary>
    public const int MaxRuns = 100;

    // A tag as a pipeline sets it, or an input as clients log it.
    private const string UsedByRuns =
        """
        SELECT t.run_id FROM tags t WHERE t.key = 'saker.dataset' AND t.value = @reference
        UNION SELECT i.run_id FROM dataset_inputs i JOIN input_datasets d ON d.id = i.dataset_id WHERE d.name = @Name AND d.digest = @Digest
        """;

    private readonly Database _database;

    internal DatasetUses(Database database) => _database = database;

    public Task<DatasetUse> FindAsync(DatasetVersion version, CancellationToken cancellationToken) => _database.ReadAsync(
        async session =>
        {
            var parameters = new { version.Name, version.Digest, reference = version.Reference, most = MaxRuns };
            var runs = await session.QueryAsync<RunRow>($"SELECT id, name, lifecycle FROM runs WHERE id IN ({UsedByRuns}) ORDER BY started_at DESC, id LIMIT @most", parameters);
            var models = await session.QueryAsync<ModelRow>(
                """
                SELECT v.model, v.version, a.alias FROM model_versions v LEFT JOIN aliases a ON a.model = v.model AND a.version = v.version
                WHERE v.dataset = @reference AND v.is_deleted = 0 ORDER BY v.model, v.version DESC, a.alias
                """,
                parameters);
            return new DatasetUse
            {
                Runs = [.. runs.Select(run => new DatasetRun(run.Id, run.Name, run.Lifecycle == "deleted"))],
                RunCount = await session.ScalarAsync<long>($"SELECT COUNT(*) FROM runs WHERE id IN ({UsedByRuns})", parameters),
                Models = [.. models.GroupBy(row => (row.Model, row.Version)).Select(group => new DatasetModel(group.Key.Model, (int)group.Key.Version, [.. group.Select(row => row.Alias).OfType<string>()]))],
            };
        },
        cancellationToken);

    /// <summary>The strongest thing that refers to a version, in words; null when nothing does. For use within a write.</summary>
    internal static async Task<(DatasetUser User, string Who)?> FindUserAsync(Session session, DatasetVersion version)
    {
        var parameters = new { version.Name, version.Digest, reference = version.Reference };
        if (await session.FindAsync<ModelRow>("SELECT a.model, a.version, a.alias FROM aliases a JOIN model_versions v ON v.model = a.model AND v.version = a.version WHERE v.dataset = @reference AND v.is_deleted = 0 ORDER BY a.model, a.alias LIMIT 1", parameters) is { } alias)
            return (DatasetUser.Alias, $"model {alias.Model}@{alias.Alias} was trained on it");
        if (await session.FindAsync<ModelRow>("SELECT model, version, '' AS alias FROM model_versions WHERE dataset = @reference AND is_deleted = 0 ORDER BY model, version DESC LIMIT 1", parameters) is { } model)
            return (DatasetUser.Model, $"model {model.Model}/{model.Version} was trained on it");
        return await session.FindAsync<RunRow>($"SELECT id, name, lifecycle FROM runs WHERE id IN ({UsedByRuns}) ORDER BY started_at DESC, id LIMIT 1", parameters) is { } run
            ? (DatasetUser.Run, $"run {run.Id[..8]} ({run.Name}) used it")
            : null;
    }

    private sealed record RunRow
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string Lifecycle { get; init; }
    }

    private sealed record ModelRow
    {
        public required string Model { get; init; }

        public long Version { get; init; }

        public string? Alias { get; init; }
    }
}
