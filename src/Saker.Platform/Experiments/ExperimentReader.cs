using System.Globalization;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>Reads whole experiments: one query for them and one for their tags, however many there are.</summary>
internal sealed class ExperimentReader(Session session)
{
    private const int MaxTogether = 500;

    /// <param name="ids">A query that gives the ids of the experiments wanted.</param>
    /// <param name="parameters">The query's parameters.</param>
    /// <returns>The experiments, the newest first.</returns>
    public async Task<IReadOnlyList<Experiment>> ReadAsync(string ids, object? parameters = null)
    {
        var rows = await session.QueryAsync<ExperimentRow>(
            $"""
            SELECT e.id, e.name, e.lifecycle, e.artifact_location AS ArtifactLocation, e.created_at AS CreatedAt, e.updated_at AS UpdatedAt,
                   (SELECT COUNT(*) FROM runs r WHERE r.experiment_id = e.id AND r.lifecycle = 'active') AS RunCount
            FROM experiments e WHERE e.id IN ({ids}) ORDER BY e.created_at DESC, e.id DESC
            """,
            parameters);
        if (rows.Count == 0)
            return [];
        var tags = (await session.QueryAsync<TagRow>($"SELECT experiment_id AS ExperimentId, key, value FROM experiment_tags WHERE experiment_id IN ({ids}) ORDER BY key", parameters))
            .ToLookup(tag => tag.ExperimentId);
        return [.. rows.Select(row => row.ToExperiment(tags[row.Id].ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)))];
    }

    /// <returns>The experiments in the order of their ids; those that are not there are left out.</returns>
    public async Task<IReadOnlyList<Experiment>> ReadAsync(IReadOnlyList<long> ids)
    {
        var found = new Dictionary<string, Experiment>(ids.Count, StringComparer.Ordinal);
        foreach (var part in ids.Chunk(MaxTogether))
        {
            var list = string.Join(", ", part.Select(id => id.ToString(CultureInfo.InvariantCulture)));
            foreach (var experiment in await ReadAsync($"SELECT id FROM experiments WHERE id IN ({list})"))
                found[experiment.Id.Value] = experiment;
        }
        return [.. ids.Select(id => found.GetValueOrDefault(id.ToString(CultureInfo.InvariantCulture))).OfType<Experiment>()];
    }

    /// <summary>-1, which no experiment has, for what is no number as it is written: <c>00</c> is another name than <c>0</c>.</summary>
    public static long NumberOf(ExperimentId experiment) =>
        long.TryParse(experiment.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (experiment.Value[0] != '0' || experiment.Value.Length == 1) ? number : -1;

    private sealed record TagRow
    {
        public long ExperimentId { get; init; }

        public required string Key { get; init; }

        public required string Value { get; init; }
    }

    private sealed record ExperimentRow
    {
        public long Id { get; init; }

        public required string Name { get; init; }

        public required string Lifecycle { get; init; }

        public required string ArtifactLocation { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public long RunCount { get; init; }

        public Experiment ToExperiment(IReadOnlyDictionary<string, string> tags) => new()
        {
            Id = new ExperimentId(Id.ToString(CultureInfo.InvariantCulture)),
            Name = Name,
            Lifecycle = Lifecycles.Parse(Lifecycle),
            ArtifactLocation = ArtifactLocation,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt),
            Tags = tags,
            RunCount = (int)RunCount,
        };
    }
}
