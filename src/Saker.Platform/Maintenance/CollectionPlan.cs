using System.Globalization;
using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Works out what garbage collection would remove, from one state of the database, and changes nothing.</summary>
internal sealed class CollectionPlan(Session session, long before, long young)
{
    // Files of a run that are in memory at once; of their contents only hash and size are kept.
    private const int MaxTogether = 1_000;

    private readonly Dictionary<string, CollectedBlob> _released = [];

    /// <summary>The runs that would go.</summary>
    public IReadOnlyList<DeletedOwner> Runs { get; private set; } = [];

    /// <summary>The logged models that would go.</summary>
    public IReadOnlyList<DeletedOwner> LoggedModels { get; private set; } = [];

    public async Task<Collection> WorkOutAsync()
    {
        Runs = await OwnerSql.Runs.ListAsync(session, before);
        LoggedModels = await OwnerSql.LoggedModels.ListAsync(session, before);
        List<CollectedRun> runs = [];
        foreach (var run in Runs)
        {
            var (count, size) = await ReleaseAsync(run);
            runs.Add(new CollectedRun(run.Id, Text(run.ExperimentId), run.Name, count, size));
        }
        List<CollectedLoggedModel> logged = [];
        foreach (var model in LoggedModels)
        {
            var (count, size) = await ReleaseAsync(model);
            logged.Add(new CollectedLoggedModel(model.Id, Text(model.ExperimentId), model.Name, count, size));
        }
        var models = await CollectionSql.ListModelsAsync(session, young);
        foreach (var file in await ListModelFilesAsync(models))
            _released[file.Hash] = file;
        return new Collection
        {
            IsDryRun = true,
            Runs = runs,
            LoggedModels = logged,
            Experiments = await ListExperimentsAsync(),
            Kept = [.. (await OwnerSql.Runs.ListKeptAsync(session, before)).Select(kept => new KeptRun(kept.Id, kept.Reason))],
            KeptLoggedModels = [.. (await OwnerSql.LoggedModels.ListKeptAsync(session, before)).Select(kept => new KeptLoggedModel(kept.Id, kept.Reason))],
            Models = models,
            Blobs = await ListBlobsAsync(models),
        };
    }

    /// <summary>Notes the content of its files as released; gives their number and size.</summary>
    private async Task<(int Count, long ByteCount)> ReleaseAsync(DeletedOwner owner)
    {
        var (count, size) = (0, 0L);
        if (owner.Root is not { } root)
            return (count, size);
        IReadOnlyList<ArtifactRow> files;
        var after = "";
        do
        {
            files = await ArtifactTree.ListBelowAsync(session, root, after, MaxTogether);
            foreach (var file in files)
            {
                _released[file.Hash] = new CollectedBlob(file.Hash, file.ByteCount);
                size += file.ByteCount;
                after = file.Path;
            }
            count += files.Count;
        }
        while (files.Count == MaxTogether);
        return (count, size);
    }

    private async Task<IReadOnlyList<CollectedExperiment>> ListExperimentsAsync()
    {
        var going = Runs.Concat(LoggedModels).CountBy(owner => owner.ExperimentId).ToDictionary();
        return [.. (await CollectionSql.ListExperimentsAsync(session, before))
            .Where(row => row.OwnedCount == going.GetValueOrDefault(row.Id))
            .Select(row => new CollectedExperiment(Text(row.Id), row.Name))];
    }

    private async Task<IReadOnlyList<CollectedBlob>> ListModelFilesAsync(IReadOnlyList<string> models)
    {
        List<CollectedBlob> files = [];
        foreach (var hash in models)
            files.AddRange(await session.QueryAsync<CollectedBlob>("SELECT hash AS Hash, byte_count AS ByteCount FROM model_files WHERE model_hash = @hash", new { hash }));
        return files;
    }

    /// <summary>What is unused now, and what will be once the runs and models are gone.</summary>
    private async Task<IReadOnlyList<CollectedBlob>> ListBlobsAsync(IReadOnlyList<string> models)
    {
        var roots = Runs.Concat(LoggedModels).Select(owner => owner.Root).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var going = models.ToHashSet(StringComparer.Ordinal);
        List<CollectedBlob> blobs = [.. await CollectionSql.ListUnusedAsync(session, young)];
        foreach (var blob in _released.Values)
        {
            if (!await IsYoungAsync(blob.Hash) && !await IsUsedElsewhereAsync(blob.Hash, roots, going))
                blobs.Add(blob);
        }
        return [.. blobs.OrderBy(blob => blob.Hash, StringComparer.Ordinal)];
    }

    private async Task<bool> IsYoungAsync(string hash) =>
        await session.FindAsync<string>("SELECT hash FROM blobs WHERE hash = @hash AND claimed_at < @young", new { hash, young }) is null;

    private async Task<bool> IsUsedElsewhereAsync(string hash, HashSet<string> roots, HashSet<string> models)
    {
        var paths = await session.QueryAsync<string>("SELECT path FROM artifacts WHERE hash = @hash", new { hash });
        if (paths.Any(path => !ArtifactPathRule.FoldersAbove(path).Any(roots.Contains)))
            return true;
        var folders = await session.QueryAsync<string>("SELECT model_hash FROM model_files WHERE hash = @hash", new { hash });
        return folders.Any(folder => !models.Contains(folder))
            || await session.FindAsync<string>("SELECT upload_id FROM upload_parts WHERE hash = @hash", new { hash }) is not null;
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
