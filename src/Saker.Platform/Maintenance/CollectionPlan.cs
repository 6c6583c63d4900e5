using System.Globalization;
using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Works out what garbage collection would remove, from one state of the database, and changes nothing.</summary>
internal sealed class CollectionPlan(Session session, long before, long young)
{
    /// <summary>The runs that would go.</summary>
    public IReadOnlyList<DeletedRun> Runs { get; private set; } = [];

    public async Task<Collection> WorkOutAsync()
    {
        Runs = await CollectionSql.ListRunsAsync(session, before);
        Dictionary<string, CollectedBlob> released = [];
        List<CollectedRun> runs = [];
        foreach (var run in Runs)
        {
            var files = run.Root is { } root ? await ArtifactTree.ListBelowAsync(session, root, "", int.MaxValue) : [];
            foreach (var file in files)
                released[file.Hash] = new CollectedBlob(file.Hash, file.ByteCount);
            runs.Add(new CollectedRun(run.Id, run.ExperimentId.ToString(CultureInfo.InvariantCulture), run.Name, files.Count, files.Sum(file => file.ByteCount)));
        }
        var models = await CollectionSql.ListModelsAsync(session, young);
        foreach (var file in await ListModelFilesAsync(models))
            released[file.Hash] = file;
        var kept = (await CollectionSql.ListKeptAsync(session, before)).GroupBy(row => row.Id);
        return new Collection
        {
            IsDryRun = true,
            Runs = runs,
            Experiments = await ListExperimentsAsync(),
            Kept = [.. kept.Select(rows => new KeptRun(rows.Key, $"{string.Join(", ", rows.Select(row => $"{row.Model}/{row.Version}"))} was registered from it"))],
            Models = models,
            Blobs = await ListBlobsAsync(released, models),
        };
    }

    private async Task<IReadOnlyList<CollectedExperiment>> ListExperimentsAsync()
    {
        var going = Runs.CountBy(run => run.ExperimentId).ToDictionary();
        return [.. (await CollectionSql.ListExperimentsAsync(session, before))
            .Where(row => row.RunCount == going.GetValueOrDefault(row.Id))
            .Select(row => new CollectedExperiment(row.Id.ToString(CultureInfo.InvariantCulture), row.Name))];
    }

    private async Task<IReadOnlyList<CollectedBlob>> ListModelFilesAsync(IReadOnlyList<string> models)
    {
        List<CollectedBlob> files = [];
        foreach (var hash in models)
            files.AddRange(await session.QueryAsync<CollectedBlob>("SELECT hash AS Hash, byte_count AS ByteCount FROM model_files WHERE model_hash = @hash", new { hash }));
        return files;
    }

    /// <summary>What is unused now, and what will be once the runs and models are gone.</summary>
    private async Task<IReadOnlyList<CollectedBlob>> ListBlobsAsync(Dictionary<string, CollectedBlob> released, IReadOnlyList<string> models)
    {
        var roots = Runs.Select(run => run.Root).OfType<string>().ToHashSet(StringComparer.Ordinal);
        List<CollectedBlob> blobs = [.. await CollectionSql.ListUnusedAsync(session, young)];
        foreach (var blob in released.Values)
        {
            if (!await IsYoungAsync(blob.Hash) && !await IsUsedElsewhereAsync(blob.Hash, roots, models))
                blobs.Add(blob);
        }
        return [.. blobs.OrderBy(blob => blob.Hash, StringComparer.Ordinal)];
    }

    private async Task<bool> IsYoungAsync(string hash) =>
        await session.FindAsync<string>("SELECT hash FROM blobs WHERE hash = @hash AND claimed_at < @young", new { hash, young }) is null;

    private async Task<bool> IsUsedElsewhereAsync(string hash, HashSet<string> roots, IReadOnlyList<string> models)
    {
        var paths = await session.QueryAsync<string>("SELECT path FROM artifacts WHERE hash = @hash", new { hash });
        if (paths.Any(path => !ArtifactPathRule.FoldersAbove(path).Any(roots.Contains)))
            return true;
        var folders = await session.QueryAsync<string>("SELECT model_hash FROM model_files WHERE hash = @hash", new { hash });
        return folders.Any(folder => !models.Contains(folder))
            || await session.FindAsync<string>("SELECT upload_id FROM upload_parts WHERE hash = @hash", new { hash }) is not null;
    }
}
