using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>What garbage collection asks of the database, and what it takes from it.</summary>
internal static class CollectionSql
{
    // Content has these kinds of referrers, and no others.
    private const string IsUnused =
        """
        claimed_at < @young AND NOT EXISTS (SELECT 1 FROM artifacts a WHERE a.hash = blobs.hash)
        AND NOT EXISTS (SELECT 1 FROM model_files f WHERE f.hash = blobs.hash) AND NOT EXISTS (SELECT 1 FROM upload_parts u WHERE u.hash = blobs.hash)
        AND NOT EXISTS (SELECT 1 FROM log_segments l WHERE l.hash = blobs.hash) AND NOT EXISTS (SELECT 1 FROM log_segments i WHERE i.index_hash = blobs.hash)
        """;

    // The experiment with the greatest number: while its row is there, no later one gets that number again.
    private const string IsNewest = "e.id = (SELECT MAX(n.id) FROM experiments n)";

    private const string Experiments =
        $"""
        SELECT e.id AS Id, e.name AS Name, CASE WHEN {IsNewest} THEN 1 ELSE 0 END AS IsNewest,
            (SELECT COUNT(*) FROM runs r WHERE r.experiment_id = e.id) + (SELECT COUNT(*) FROM logged_models m WHERE m.experiment_id = e.id) AS OwnedCount
        FROM experiments e WHERE e.lifecycle = 'deleted' AND e.updated_at < @before AND e.id <> 0 AND NOT ({IsNewest} AND e.name = '{CollectedName}' || e.id)
        """;

    private const string CollectedName = "collected experiment ";

    private const string IsWithoutVersion = "stored_at < @young AND NOT EXISTS (SELECT 1 FROM model_versions v WHERE v.hash = model_folders.hash)";

    /// <summary>Deleted experiments, with the number of their runs and logged models.</summary>
    public static Task<IReadOnlyList<ExperimentRow>> ListExperimentsAsync(Session session, long before) => session.QueryAsync<ExperimentRow>($"{Experiments} ORDER BY e.id", new { before });

    public static Task<IReadOnlyList<string>> ListModelsAsync(Session session, long young) =>
        session.QueryAsync<string>($"SELECT hash FROM model_folders WHERE {IsWithoutVersion} ORDER BY hash", new { young });

    public static Task<IReadOnlyList<CollectedBlob>> ListUnusedAsync(Session session, long young) =>
        session.QueryAsync<CollectedBlob>($"SELECT hash AS Hash, byte_count AS ByteCount FROM blobs WHERE {IsUnused} ORDER BY hash", new { young });

    /// <summary>
    /// Removes an experiment that has neither runs nor logged models any more, if it is still deleted. Of the newest one an empty row stays,
    /// still deleted and with another name, until a newer one is there: numbers are never given again.
    /// </summary>
    public static async Task<bool> RemoveExperimentAsync(Session session, long id, long before)
    {
        if (await session.FindAsync<ExperimentRow>($"{Experiments} AND e.id = @id", new { id, before }) is not { OwnedCount: 0 } row)
            return false;
        await session.ExecuteAsync("DELETE FROM input_datasets WHERE experiment_id = @id", new { id });
        await session.ExecuteAsync("DELETE FROM experiment_tags WHERE experiment_id = @id", new { id });
        if (row.IsNewest == 0)
            return await session.ExecuteAsync("DELETE FROM experiments WHERE id = @id", new { id }) > 0;
        return await session.ExecuteAsync(
            $"UPDATE experiments SET name = '{CollectedName}' || id WHERE id = @id AND NOT EXISTS (SELECT 1 FROM experiments o WHERE o.name = '{CollectedName}' || @id)", new { id }) > 0;
    }

    /// <summary>Removes a model folder's manifest, if no version names it.</summary>
    public static async Task<bool> RemoveModelAsync(Session session, string hash, long young)
    {
        if (await session.FindAsync<string>($"SELECT hash FROM model_folders WHERE hash = @hash AND {IsWithoutVersion}", new { hash, young }) is null)
            return false;
        await session.ExecuteAsync("DELETE FROM model_files WHERE model_hash = @hash", new { hash });
        await session.ExecuteAsync("DELETE FROM model_folders WHERE hash = @hash", new { hash });
        return true;
    }

    /// <summary>Dooms content that is still unused, so that nobody begins to refer to it; gives whether it did.</summary>
    public static async Task<bool> DoomAsync(Session session, string hash, long young, long now, long stale) =>
        await session.ExecuteAsync($"UPDATE blobs SET doomed_at = @now WHERE hash = @hash AND (doomed_at IS NULL OR doomed_at < @stale) AND {IsUnused}", new { hash, young, now, stale }) > 0;

    /// <summary>Dooms again what this collector doomed; gives whether it was still doomed by it.</summary>
    public static async Task<bool> RenewAsync(Session session, string hash, long doomed, long now) =>
        await session.ExecuteAsync("UPDATE blobs SET doomed_at = @now WHERE hash = @hash AND doomed_at = @doomed", new { hash, doomed, now }) > 0;

    public static Task ForgetAsync(Session session, string hash, long now) => session.ExecuteAsync("DELETE FROM blobs WHERE hash = @hash AND doomed_at = @now", new { hash, now });

    internal sealed record ExperimentRow
    {
        public long Id { get; init; }

        public required string Name { get; init; }

        public long OwnedCount { get; init; }

        public long IsNewest { get; init; }
    }
}
