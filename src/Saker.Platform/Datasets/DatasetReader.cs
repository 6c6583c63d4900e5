using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>Reads versions within a session.</summary>
internal sealed class DatasetReader(Session session)
{
    private const string SelectVersions =
        """
        SELECT name, version, hash, schema, row_count AS RowCount, source, created_at AS CreatedAt, created_by AS CreatedBy, description, lineage,
            check_outcome AS CheckOutcome, removed_at AS RemovedAt, removed_by AS RemovedBy, removed_rule AS RemovedRule FROM dataset_versions
        """;

    public async Task<IReadOnlyList<DatasetVersion>> ListAsync(string? name)
    {
        var rows = name is null
            ? await session.QueryAsync<DatasetRow>(SelectVersions + " ORDER BY name, version DESC")
            : await session.QueryAsync<DatasetRow>(SelectVersions + " WHERE name = @name ORDER BY version DESC", new { name });
        var tags = name is null
            ? await session.QueryAsync<DatasetTagRow>("SELECT name, version, key, value FROM dataset_tags ORDER BY key")
            : await session.QueryAsync<DatasetTagRow>("SELECT name, version, key, value FROM dataset_tags WHERE name = @name ORDER BY key", new { name });
        var byVersion = tags.ToLookup(tag => (tag.Name, tag.Version));
        return [.. rows.Select(row => row.ToVersion(byVersion[(row.Name, row.Version)]))];
    }

    public async Task<IReadOnlyList<NamedDataset>> ListSummariesAsync(DatasetQuery query)
    {
        List<string> conditions = [];
        if (!string.IsNullOrWhiteSpace(query.Text))
            conditions.Add("lower(name) LIKE @pattern");
        if (query.After is not null)
            conditions.Add("name > @After");
        var parameters = new { pattern = $"%{query.Text?.Trim().ToLowerInvariant()}%", query.After, query.Max };
        var counts = await session.QueryAsync<CountRow>(
            $"SELECT name, COUNT(*) AS Count, MAX(version) AS Latest FROM dataset_versions{(conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions))} GROUP BY name ORDER BY name LIMIT @Max", parameters);
        if (counts.Count == 0)
            return [];
        var wanted = new { names = counts.Select(row => row.Name).ToList(), numbers = counts.Select(row => row.Latest).Distinct().ToList() };
        var rows = (await session.QueryAsync<DatasetRow>(SelectVersions + " WHERE name IN @names AND version IN @numbers", wanted)).ToDictionary(row => (row.Name, row.Version));
        var tags = (await session.QueryAsync<DatasetTagRow>("SELECT name, version, key, value FROM dataset_tags WHERE name IN @names AND version IN @numbers ORDER BY key", wanted)).ToLookup(tag => (tag.Name, tag.Version));
        return [.. counts.Select(count => new NamedDataset(rows[(count.Name, count.Latest)].ToVersion(tags[(count.Name, count.Latest)]), (int)count.Count))];
    }

    public async Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string name, int? before, int max)
    {
        var parameters = new { name, before, max };
        var rows = await session.QueryAsync<DatasetRow>($"{SelectVersions} WHERE name = @name{(before is null ? "" : " AND version < @before")} ORDER BY version DESC LIMIT @max", parameters);
        if (rows.Count == 0)
            return [];
        var tags = (await session.QueryAsync<DatasetTagRow>(
            "SELECT name, version, key, value FROM dataset_tags WHERE name = @name AND version BETWEEN @least AND @most ORDER BY key", new { name, least = rows[^1].Version, most = rows[0].Version })).ToLookup(tag => tag.Version);
        return [.. rows.Select(row => row.ToVersion(tags[row.Version]))];
    }

    public async Task<DatasetVersion?> FindAsync(DatasetReference reference)
    {
        var (name, version) = reference;
        return await CompleteAsync(version is null
            ? await session.FindAsync<DatasetRow>(SelectVersions + " WHERE name = @name ORDER BY version DESC LIMIT 1", new { name })
            : await session.FindAsync<DatasetRow>(SelectVersions + " WHERE name = @name AND version = @version", new { name, version }));
    }

    /// <summary>The version of a dataset that has the content.</summary>
    public async Task<DatasetVersion?> FindAsync(string name, string hash) =>
        await CompleteAsync(await session.FindAsync<DatasetRow>(SelectVersions + " WHERE name = @name AND hash = @hash", new { name, hash }));

    /// <exception cref="SakerException">There is none.</exception>
    public async Task<DatasetVersion> GetAsync(string name, int version) => await FindAsync(new DatasetReference(name, version))
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset version '{name}/{version}'.", "dataset");

    private async Task<DatasetVersion?> CompleteAsync(DatasetRow? row) => row?.ToVersion(
        await session.QueryAsync<DatasetTagRow>("SELECT name, version, key, value FROM dataset_tags WHERE name = @Name AND version = @Version ORDER BY key", new { row.Name, row.Version }));

    private sealed record CountRow
    {
        public required string Name { get; init; }

        public long Count { get; init; }

        public long Latest { get; init; }
    }
}
