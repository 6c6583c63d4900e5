using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>What garbage collection asks of the database, and what it takes from it.</summary>
internal static class CollectionSql
{
    private const string IsDeleted = "r.lifecycle = 'deleted' AND r.deleted_at IS NOT NULL AND r.deleted_at < @before";

    // Content has these kinds of referrers, and no others.
    private const string IsUnused =
        """
        claimed_at < @young AND NOT EXISTS (SELECT 1 FROM artifacts a WHERE a.hash = blobs.hash)
        AND NOT EXISTS (SELECT 1 FROM model_files f WHERE f.hash = blobs.hash) AND NOT EXISTS (SELECT 1 FROM upload_parts u WHERE u.hash = blobs.hash)
        """;

    public static Task<IReadOnlyList<DeletedRun>> ListRunsAsync(Session session, long before) => session.QueryAsync<DeletedRun>(
        $"""
        SELECT r.id AS Id, r.experiment_id AS ExperimentId, r.name AS Name, r.artifact_uri AS ArtifactUri FROM runs r
        WHERE {IsDeleted} AND NOT EXISTS (SELECT 1 FROM model_versions v WHERE v.run_id = r.id) ORDER BY r.id
        """,
        new { before });

    public static Task<IReadOnlyList<KeptRow>> ListKeptAsync(Session session, long before) => session.QueryAsync<KeptRow>(
        $"SELECT r.id AS Id, v.model AS Model, v.version AS Version FROM runs r JOIN model_versions v ON v.run_id = r.id WHERE {IsDeleted} ORDER BY r.id, v.model, v.version",
        new { before });

    /// <summary>Deleted experiments, with the number of their runs.</summary>
    public static Task<IReadOnlyList<ExperimentRow>> ListExperimentsAsync(Session session, long before) => session.QueryAsync<ExperimentRow>(
        """
        SELECT e.id AS Id, e.name AS Name, (SELECT COUNT(*) FROM runs r WHERE r.experiment_id = e.id) AS RunCount FROM experiments e
        WHERE e.lifecycle = 'deleted' AND e.updated_at < @before AND e.id <> 0 AND NOT EXISTS (SELECT 1 FROM logged_models m WHERE m.experiment_id = e.id) ORDER BY e.id
        """,
        new { before });

    public static Task<IReadOnlyList<string>> ListModelsAsync(Session session, long young) => session.QueryAsync<string>(
        "SELECT hash FROM model_folders WHERE stored_at < @young AND NOT EXISTS (SELECT 1 FROM model_versions v WHERE v.hash = model_folders.hash) ORDER BY hash", new { young });

    public static Task<IReadOnlyList<CollectedBlob>> ListUnusedAsync(Session session, long young) =>
        session.QueryAsync<CollectedBlob>($"SELECT hash AS Hash, byte_count AS ByteCount FROM blobs WHERE {IsUnused} ORDER BY hash", new { young });

    /// <summary>Removes a run, if it is still deleted and named by no version; gives whether it did.</summary>
    public static async Task<bool> RemoveRunAsync(Session session, DeletedRun run, long before)
    {
        var id = run.Id;
        if (await session.FindAsync<string>($"SELECT r.id FROM runs r WHERE r.id = @id AND {IsDeleted} AND NOT EXISTS (SELECT 1 FROM model_versions v WHERE v.run_id = r.id)", new { id, before }) is null)
            return false;
        foreach (var table in (string[])["metrics", "latest_metrics", "params", "tags", "dataset_input_tags", "dataset_inputs", "model_inputs", "model_outputs"])
            await session.ExecuteAsync($"DELETE FROM {table} WHERE run_id = @id", new { id });
        await session.ExecuteAsync("UPDATE runs SET parent_id = NULL WHERE parent_id = @id", new { id });
        await session.ExecuteAsync("DELETE FROM runs WHERE id = @id", new { id });
        if (run.Root is { } root)
            await ArtifactTree.DeleteAsync(session, root);
        return true;
    }

    /// <summary>Removes an experiment that has no run any more, if it is still deleted.</summary>
    public static async Task<bool> RemoveExperimentAsync(Session session, long id, long before)
    {
        if ((await ListExperimentsAsync(session, before)).FirstOrDefault(row => row.Id == id) is not { RunCount: 0 })
            return false;
        await session.ExecuteAsync("DELETE FROM input_datasets WHERE experiment_id = @id", new { id });
        await session.ExecuteAsync("DELETE FROM experiment_tags WHERE experiment_id = @id", new { id });
        await session.ExecuteAsync("DELETE FROM experiments WHERE id = @id", new { id });
        return true;
    }

    /// <summary>Removes a model folder's manifest, if no version names it.</summary>
    public static async Task<bool> RemoveModelAsync(Session session, string hash, long young)
    {
        if (!(await ListModelsAsync(session, young)).Contains(hash))
            return false;
        await session.ExecuteAsync("DELETE FROM model_files WHERE model_hash = @hash", new { hash });
        await session.ExecuteAsync("DELETE FROM model_folders WHERE hash = @hash", new { hash });
        return true;
    }

    /// <summary>Dooms content that is still unused, so that nobody begins to refer to it; gives whether it did.</summary>
    public static async Task<bool> DoomAsync(Session session, string hash, long young, long now, long stale) =>
        await session.ExecuteAsync($"UPDATE blobs SET doomed_at = @now WHERE hash = @hash AND (doomed_at IS NULL OR doomed_at < @stale) AND {IsUnused}", new { hash, young, now, stale }) > 0;

    public static Task ForgetAsync(Session session, string hash, long now) => session.ExecuteAsync("DELETE FROM blobs WHERE hash = @hash AND doomed_at = @now", new { hash, now });

    internal sealed record KeptRow
    {
        public required string Id { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }
    }

    internal sealed record ExperimentRow
    {
        public long Id { get; init; }

        public required string Name { get; init; }

        public long RunCount { get; init; }
    }
}
