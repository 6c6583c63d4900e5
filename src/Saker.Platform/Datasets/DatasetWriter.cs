using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>Changes versions within a write.</summary>
internal sealed class DatasetWriter(Session session, TimeProvider time)
{
    public async Task<DatasetAddition> AddAsync(NewDataset dataset, StagedDataset staged, string by)
    {
        var reader = new DatasetReader(session);
        if (await reader.FindAsync(dataset.Name, staged.Hash) is { } known)
        {
            if (known.Removal is null)
                return new DatasetAddition(known, DatasetAdditionOutcome.Known);
            await session.ExecuteAsync("UPDATE dataset_versions SET removed_at = NULL, removed_by = NULL, removed_rule = NULL WHERE name = @Name AND version = @Version", new { known.Name, known.Version });
            return new DatasetAddition(known with { Removal = null }, DatasetAdditionOutcome.Restored);
        }
        var version = await session.ScalarAsync<long>("SELECT COALESCE(MAX(version), 0) + 1 FROM dataset_versions WHERE name = @Name", new { dataset.Name });
        await InsertAsync(dataset, staged, by, version);
        await SetTagsAsync(dataset.Name, version, dataset.Tags);
        return new DatasetAddition(await reader.GetAsync(dataset.Name, (int)version), DatasetAdditionOutcome.Added);
    }

    /// <summary>Notes that the rows of a version are gone; gives whether they were there.</summary>
    public async Task<bool> RemoveAsync(string name, int version, string by, string rule) => await session.ExecuteAsync(
        "UPDATE dataset_versions SET removed_at = @now, removed_by = @by, removed_rule = @rule WHERE name = @name AND version = @version AND removed_at IS NULL",
        new { name, version, by, rule, now = Now() }) > 0;

    public async Task DescribeAsync(string name, int version, string? description, IReadOnlyDictionary<string, string?> tags)
    {
        if (description is not null)
            await session.ExecuteAsync("UPDATE dataset_versions SET description = @text WHERE name = @name AND version = @version", new { name, version, text = description.Length == 0 ? null : description });
        foreach (var key in tags.Where(tag => tag.Value is null).Select(tag => tag.Key))
            await session.ExecuteAsync("DELETE FROM dataset_tags WHERE name = @name AND version = @version AND key = @key", new { name, version, key });
        await SetTagsAsync(name, version, tags.Where(tag => tag.Value is not null).ToDictionary(tag => tag.Key, tag => tag.Value!));
    }

    private async Task SetTagsAsync(string name, long version, IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
        {
            await session.ExecuteAsync(
                "INSERT INTO dataset_tags (name, version, key, value) VALUES (@name, @version, @key, @value) ON CONFLICT (name, version, key) DO UPDATE SET value = excluded.value",
                new { name, version, key, value });
        }
    }

    private Task InsertAsync(NewDataset dataset, StagedDataset staged, string by, long version) => session.ExecuteAsync(
        """
        INSERT INTO dataset_versions (name, version, hash, schema, row_count, source, created_at, created_by, description, lineage, check_report, check_outcome)
        VALUES (@Name, @Version, @Hash, @Schema, @RowCount, @Source, @CreatedAt, @CreatedBy, @Description, @Lineage, @CheckReport, @CheckOutcome)
        """,
        new DatasetRow
        {
            Name = dataset.Name,
            Version = version,
            Hash = staged.Hash,
            Schema = SchemaJson.Write(staged.Schema),
            RowCount = staged.RowCount,
            Source = dataset.Source,
            CreatedAt = Now(),
            CreatedBy = by,
            Description = dataset.Description,
            Lineage = LineageJson.Write(dataset.Lineage),
            CheckReport = dataset.Checks?.Report,
            CheckOutcome = dataset.Checks?.Outcome,
        });

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
