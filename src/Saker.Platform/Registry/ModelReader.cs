using Saker.Platform.Experiments;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Reads whole models: one query for each table, however many models there are.</summary>
internal sealed class ModelReader(Session session, ModelFolders folders)
{
    private const string VersionFields =
        """
        model, version, hash, files_reason AS FilesReason, run_id AS RunId, dataset, code, parent_model AS ParentModel, parent_version AS ParentVersion,
        created_at AS CreatedAt, updated_at AS UpdatedAt, registered_by AS RegisteredBy, description, source, storage_uri AS StorageUri, run_link AS RunLink,
        logged_model AS LoggedModel, stage, stage_override AS StageOverride, stage_override_by AS StageOverrideBy, stage_override_at AS StageOverrideAt, registration_override AS RegistrationOverride, pipeline, status_message AS StatusMessage, major, minor, patch, scores
        """;

    /// <param name="model">The one wanted; null for all.</param>
    /// <returns>Models by name.</returns>
    public Task<IReadOnlyList<RegisteredModel>> ReadAsync(string? model) =>
        model is null ? ReadAsync("", new { }) : ReadAsync("WHERE {0} = @model", new { model });

    /// <summary>The models of these names, in their order; names without a model are left out.</summary>
    public async Task<IReadOnlyList<RegisteredModel>> ReadAsync(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return [];
        var found = (await ReadAsync("WHERE {0} IN @names", new { names })).ToDictionary(model => model.Name, StringComparer.Ordinal);
        return [.. names.Select(found.GetValueOrDefault).OfType<RegisteredModel>()];
    }

    /// <summary>A version; null when there is none, or it was deleted.</summary>
    public async Task<ModelVersion?> FindVersionAsync(string model, int version)
    {
        var parameters = new { model, version };
        var rows = await session.QueryAsync<VersionRow>($"SELECT {VersionFields} FROM model_versions WHERE model = @model AND version = @version AND is_deleted = 0", parameters);
        return rows.Count == 0 ? null : (await CompleteAsync(rows, "WHERE model = @model AND {0} = @version", parameters))[0];
    }

    /// <summary>The versions of these keys, in their order; those that are not there are left out.</summary>
    public async Task<IReadOnlyList<ModelVersion>> ReadVersionsAsync(IReadOnlyList<(string Model, int Version)> keys)
    {
        if (keys.Count == 0)
            return [];
        var parameters = new { models = keys.Select(key => key.Model).Distinct().ToList(), numbers = keys.Select(key => key.Version).Distinct().ToList() };
        var rows = await session.QueryAsync<VersionRow>($"SELECT {VersionFields} FROM model_versions WHERE model IN @models AND version IN @numbers AND is_deleted = 0", parameters);
        var found = (await CompleteAsync(rows, "WHERE model IN @models AND {0} IN @numbers", parameters)).ToDictionary(version => (version.Model, version.Version));
        return [.. keys.Select(found.GetValueOrDefault).OfType<ModelVersion>()];
    }

    /// <param name="where">With {0} for the column that names the model.</param>
    /// <param name="parameters">Its parameters.</param>
    private async Task<IReadOnlyList<RegisteredModel>> ReadAsync(string where, object parameters)
    {
        var byName = where.Replace("{0}", "name", StringComparison.Ordinal);
        var byModel = where.Replace("{0}", "model", StringComparison.Ordinal);
        var models = await session.QueryAsync<ModelRow>($"SELECT {ModelRow.Fields} FROM models {byName} ORDER BY name", parameters);
        var tags = (await session.QueryAsync<TagRow>($"SELECT model, key, value FROM model_tags {byModel} ORDER BY key", parameters)).ToLookup(row => row.Model);
        var protections = (await session.QueryAsync<ProtectionRow>($"SELECT {ProtectionRow.Fields} FROM alias_protections {byModel} ORDER BY alias", parameters)).ToLookup(row => row.Model);
        var requirements = (await session.QueryAsync<RequirementRow>($"SELECT {RequirementRow.Fields} FROM gate_requirements {byModel} ORDER BY alias", parameters)).ToLookup(row => row.Model);
        var aliases = (await session.QueryAsync<AliasRow>($"SELECT model, alias, version FROM aliases {byModel} ORDER BY alias", parameters)).ToLookup(row => row.Model);
        var rows = await session.QueryAsync<VersionRow>($"SELECT {VersionFields} FROM model_versions {byModel} {(where.Length == 0 ? "WHERE" : "AND")} is_deleted = 0 ORDER BY version DESC", parameters);
        var versions = (await CompleteAsync(rows, byModel, parameters)).ToLookup(version => version.Model);
        return [.. models.Select(row => new RegisteredModel
        {
            Name = row.Name,
            Description = row.Description,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt),
            Tags = tags[row.Name].ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
            Versions = [.. versions[row.Name]],
            Aliases = aliases[row.Name].ToDictionary(alias => alias.Alias, alias => (int)alias.Version, StringComparer.Ordinal),
            Protections = [.. protections[row.Name].Select(protection => protection.ToProtection())],
            GateRequirements = [.. requirements[row.Name].Select(requirement => requirement.ToRequirement())],
        })];
    }

    /// <summary>Adds what stands in other tables.</summary>
    /// <param name="rows">The versions.</param>
    /// <param name="where">Which rows of those tables are theirs; {0} is the column that has the version.</param>
    /// <param name="parameters">Its parameters.</param>
    private async Task<IReadOnlyList<ModelVersion>> CompleteAsync(IReadOnlyList<VersionRow> rows, string where, object parameters)
    {
        var byVersion = where.Replace("{0}", "version", StringComparison.Ordinal);
        var byTarget = where.Replace("{0}", "to_version", StringComparison.Ordinal);
        var aliases = (await session.QueryAsync<AliasRow>($"SELECT model, alias, version FROM aliases {byVersion} ORDER BY alias", parameters)).ToLookup(row => (row.Model, row.Version));
        var tags = (await session.QueryAsync<TagRow>($"SELECT model, version, key, value FROM model_version_tags {byVersion} ORDER BY key", parameters)).ToLookup(row => (row.Model, row.Version));
        var requested = (await session.QueryAsync<AliasRow>(
            $"SELECT model, alias, to_version AS Version FROM alias_requests {byTarget} {(where.Length == 0 ? "WHERE" : "AND")} state = 'waiting' ORDER BY alias", parameters)).ToLookup(row => (row.Model, row.Version));
        var verdicts = (await session.QueryAsync<VerdictRow>($"SELECT {VerdictRow.Fields} FROM gate_verdicts {byVersion} ORDER BY id", parameters)).ToLookup(row => (row.Model, row.Version));
        return [.. rows.Select(row => row.ToVersion(folders) with
        {
            Aliases = [.. aliases[(row.Model, row.Version)].Select(alias => alias.Alias)],
            RequestedAliases = [.. requested[(row.Model, row.Version)].Select(alias => alias.Alias).Distinct(StringComparer.Ordinal)],
            Verdict = verdicts[(row.Model, row.Version)].LastOrDefault()?.ToVerdict(),
            Tags = tags[(row.Model, row.Version)].ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
        })];
    }

    private sealed record TagRow
    {
        public required string Model { get; init; }

        public long Version { get; init; }

        public required string Key { get; init; }

        public required string Value { get; init; }
    }
}
