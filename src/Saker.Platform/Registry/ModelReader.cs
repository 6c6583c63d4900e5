using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Reads whole models: one query for each table, however many models there are.</summary>
internal sealed class ModelReader(Session session, ModelFolders folders)
{
    /// <param name="model">The one wanted; null for all.</param>
    /// <returns>Models by name.</returns>
    public async Task<IReadOnlyList<RegisteredModel>> ReadAsync(string? model)
    {
        var named = model is null ? "" : "WHERE name = @model";
        var where = model is null ? "" : "WHERE model = @model";
        var models = await session.QueryAsync<ModelRow>($"SELECT name, created_at AS CreatedAt FROM models {named} ORDER BY name", new { model });
        var aliases = (await session.QueryAsync<AliasRow>($"SELECT model, alias, version FROM aliases {where} ORDER BY alias", new { model })).ToLookup(row => row.Model);
        var versions = (await session.QueryAsync<VersionRow>(
            $"SELECT model, version, hash, run_id AS RunId, dataset, created_at AS CreatedAt FROM model_versions {where} ORDER BY version DESC", new { model })).ToLookup(row => row.Model);
        return [.. models.Select(row => new RegisteredModel
        {
            Name = row.Name,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            Versions = [.. versions[row.Name].Select(version => ToVersion(version, aliases[row.Name]))],
            Aliases = aliases[row.Name].ToDictionary(alias => alias.Alias, alias => (int)alias.Version, StringComparer.Ordinal),
        })];
    }

    public async Task<IReadOnlyList<AliasMove>> ReadAliasMovesAsync(string model)
    {
        var rows = await session.QueryAsync<MoveRow>(
            """
            SELECT alias, from_version AS FromVersion, to_version AS ToVersion, moved_by AS MovedBy, moved_at AS MovedAt
            FROM alias_history WHERE model = @model ORDER BY id DESC
            """,
            new { model });
        return [.. rows.Select(row => new AliasMove(model, row.Alias, (int?)row.FromVersion, (int)row.ToVersion, row.MovedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.MovedAt)))];
    }

    private ModelVersion ToVersion(VersionRow row, IEnumerable<AliasRow> aliases) => new()
    {
        Model = row.Model,
        Version = (int)row.Version,
        Hash = row.Hash,
        Folder = folders.PathOf(row.Hash),
        Run = row.RunId is { } run ? new RunId(run) : null,
        Dataset = row.Dataset,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        Aliases = [.. aliases.Where(alias => alias.Version == row.Version).Select(alias => alias.Alias)],
    };

    private sealed record ModelRow
    {
        public required string Name { get; init; }

        public long CreatedAt { get; init; }
    }

    private sealed record VersionRow
    {
        public required string Model { get; init; }

        public long Version { get; init; }

        public required string Hash { get; init; }

        public string? RunId { get; init; }

        public string? Dataset { get; init; }

        public long CreatedAt { get; init; }
    }

    private sealed record AliasRow
    {
        public required string Model { get; init; }

        public required string Alias { get; init; }

        public long Version { get; init; }
    }

    private sealed record MoveRow
    {
        public required string Alias { get; init; }

        public long? FromVersion { get; init; }

        public long ToVersion { get; init; }

        public required string MovedBy { get; init; }

        public long MovedAt { get; init; }
    }
}
