using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Deleted runs and logged models: which there are, what of them stays because a version needs it, and how one is removed.</summary>
internal sealed class OwnerSql
{
    // A version that has no model folder lives on the files that its source names; '0' is what follows '/'.
    private const string LivesThere =
        """
        v.hash = '' AND v.storage_uri IS NOT NULL AND v.storage_uri >= o.artifact_uri AND v.storage_uri < o.artifact_uri || '0'
        AND (v.storage_uri = o.artifact_uri OR substr(v.storage_uri, length(o.artifact_uri) + 1, 1) = '/')
        """;

    public static readonly OwnerSql Runs = new()
    {
        Table = "runs",
        IsDeleted = "o.lifecycle = 'deleted' AND o.deleted_at IS NOT NULL AND o.deleted_at < @before",
        Column = "run_id",
        Clear =
        [
            .. ((string[])["metrics", "latest_metrics", "params", "tags", "dataset_input_tags", "dataset_inputs", "model_inputs", "model_outputs"]).Select(table => $"DELETE FROM {table} WHERE run_id = @id"),
            "UPDATE runs SET parent_id = NULL WHERE parent_id = @id",
            // A study is nothing without its run, and its name is free again.
            "DELETE FROM trial_reports WHERE study IN (SELECT name FROM studies WHERE run_id = @id)",
            "DELETE FROM trials WHERE study IN (SELECT name FROM studies WHERE run_id = @id)",
            "DELETE FROM studies WHERE run_id = @id",
        ],
    };

    /// <summary>Those of deleted experiments too, which their clients cannot reach any more.</summary>
    public static readonly OwnerSql LoggedModels = new()
    {
        Table = "logged_models",
        IsDeleted =
            """
            ((o.deleted_at IS NOT NULL AND o.deleted_at < @before)
            OR EXISTS (SELECT 1 FROM experiments e WHERE e.id = o.experiment_id AND e.lifecycle = 'deleted' AND e.updated_at < @before))
            """,
        Column = "logged_model",
        // Metrics about a model are their runs', and go with those.
        Clear = ["DELETE FROM logged_model_params WHERE model_id = @id", "DELETE FROM logged_model_tags WHERE model_id = @id"],
    };

    public required string Table { get; init; }

    public required string IsDeleted { get; init; }

    /// <summary>Where a version says that it was registered from it.</summary>
    public required string Column { get; init; }

    /// <summary>Removes what refers to it.</summary>
    public required string[] Clear { get; init; }

    private string MayGo =>
        $"""
        {IsDeleted} AND NOT EXISTS (SELECT 1 FROM model_versions v WHERE v.{Column} = o.id) AND NOT EXISTS (SELECT 1 FROM model_versions v WHERE {LivesThere})
        """;

    public Task<IReadOnlyList<DeletedOwner>> ListAsync(Session session, long before) => session.QueryAsync<DeletedOwner>(
        $"""
        SELECT o.id AS Id, o.experiment_id AS ExperimentId, o.name AS Name, o.artifact_uri AS ArtifactUri FROM {Table} o
        WHERE {MayGo} ORDER BY o.id
        """,
        new { before });

    /// <summary>The id of each that stays, with the reason.</summary>
    public async Task<IReadOnlyList<(string Id, string Reason)>> ListKeptAsync(Session session, long before)
    {
        var rows = await session.QueryAsync<KeptRow>(
            $"""
            SELECT o.id AS Id, v.model AS Model, v.version AS Version FROM {Table} o JOIN model_versions v ON v.{Column} = o.id WHERE {IsDeleted}
            UNION SELECT o.id, v.model, v.version FROM {Table} o JOIN model_versions v ON {LivesThere} WHERE {IsDeleted}
            ORDER BY 1, 2, 3
            """,
            new { before });
        return [.. rows.GroupBy(row => row.Id).Select(group => (group.Key, $"{string.Join(", ", group.Select(row => $"{row.Model}/{row.Version}"))} was registered from it"))];
    }

    /// <summary>Removes one with its artifacts, if it is still deleted and no version needs it; gives whether it did.</summary>
    public async Task<bool> RemoveAsync(Session session, DeletedOwner owner, long before)
    {
        var id = owner.Id;
        if (await session.FindAsync<string>($"SELECT o.id FROM {Table} o WHERE o.id = @id AND {MayGo}", new { id, before }) is null)
            return false;
        foreach (var statement in Clear)
            await session.ExecuteAsync(statement, new { id });
        await session.ExecuteAsync($"DELETE FROM {Table} WHERE id = @id", new { id });
        if (owner.Root is { } root)
            await ArtifactTree.DeleteAsync(session, root);
        return true;
    }

    private sealed record KeptRow
    {
        public required string Id { get; init; }

        public required string Model { get; init; }

        public long Version { get; init; }
    }
}
