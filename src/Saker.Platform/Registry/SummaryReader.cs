using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Reads models without their versions: the same few queries however many models and versions there are.</summary>
internal sealed class SummaryReader(Session session, ModelFolders folders)
{
    /// <summary>The models of these names, in their order; names without a model are left out.</summary>
    public async Task<IReadOnlyList<ModelSummary>> ReadAsync(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return [];
        var wanted = new { names };
        var models = (await session.QueryAsync<ModelRow>($"SELECT {ModelRow.Fields} FROM models WHERE name IN @names", wanted)).ToDictionary(row => row.Name, StringComparer.Ordinal);
        var tags = (await session.QueryAsync<TagRow>("SELECT model, key, value FROM model_tags WHERE model IN @names ORDER BY key", wanted)).ToLookup(row => row.Model);
        var aliases = (await session.QueryAsync<AliasRow>("SELECT model, alias, version FROM aliases WHERE model IN @names ORDER BY alias", wanted)).ToLookup(row => row.Model);
        var protections = (await session.QueryAsync<ProtectionRow>($"SELECT {ProtectionRow.Fields} FROM alias_protections WHERE model IN @names ORDER BY alias", wanted)).ToLookup(row => row.Model);
        var requirements = (await session.QueryAsync<RequirementRow>($"SELECT {RequirementRow.Fields} FROM gate_requirements WHERE model IN @names ORDER BY alias", wanted)).ToLookup(row => row.Model);
        var counts = (await session.QueryAsync<CountRow>("SELECT model, COUNT(*) AS Count, MAX(version) AS Latest FROM model_versions WHERE model IN @names AND is_deleted = 0 GROUP BY model", wanted)).ToDictionary(row => row.Model, StringComparer.Ordinal);
        var latest = (await new ModelReader(session, folders).ReadVersionsAsync([.. counts.Values.Select(row => (row.Model, (int)row.Latest))])).ToDictionary(version => version.Model, StringComparer.Ordinal);
        return [.. names.Select(models.GetValueOrDefault).OfType<ModelRow>().Select(row => new ModelSummary
        {
            Name = row.Name,
            Description = row.Description,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt),
            Tags = tags[row.Name].ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
            Aliases = aliases[row.Name].ToDictionary(alias => alias.Alias, alias => (int)alias.Version, StringComparer.Ordinal),
            Protections = [.. protections[row.Name].Select(protection => protection.ToProtection())],
            GateRequirements = [.. requirements[row.Name].Select(requirement => requirement.ToRequirement())],
            VersionCount = (int)(counts.GetValueOrDefault(row.Name)?.Count ?? 0),
            Latest = latest.GetValueOrDefault(row.Name),
        })];
    }

    private sealed record TagRow
    {
        public required string Model { get; init; }

        public required string Key { get; init; }

        public required string Value { get; init; }
    }

    private sealed record CountRow
    {
        public required string Model { get; init; }

        public long Count { get; init; }

        public long Latest { get; init; }
    }
}
