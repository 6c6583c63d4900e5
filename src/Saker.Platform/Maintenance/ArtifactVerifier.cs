using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Artifacts.Signing;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Reads everything that is stored and compares it with its hashes and signatures; changes nothing.</summary>
public sealed class ArtifactVerifier
{
    private readonly SqlArtifactStore _store;
    private readonly ModelManifests _manifests;
    private readonly ModelFolders _folders;
    private readonly BlobKeeper _blobs;
    private readonly DatasetFolders _datasets;
    private readonly InstallationKey _key;
    private readonly Database _database;

    internal ArtifactVerifier(SqlArtifactStore store, ModelManifests manifests, ModelFolders folders, BlobKeeper blobs, DatasetFolders datasets, InstallationKey key, Database database)
    {
        _store = store;
        _manifests = manifests;
        _folders = folders;
        _blobs = blobs;
        _datasets = datasets;
        _key = key;
        _database = database;
    }

    /// <summary>Checks every artifact, every model folder and every dataset; each content is read once.</summary>
    public async Task<ArtifactVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var contents = new CheckedContents(_blobs);
        List<string> faults = [];
        var files = 0;
        await foreach (var row in _store.ListBelowAsync("", cancellationToken))
        {
            files++;
            if ((_key.FaultOf(row.SignedText, row.Signature) ?? await contents.FaultOfAsync(row.Hash, row.ByteCount, cancellationToken)) is { } fault)
                faults.Add($"The artifact '{row.Path}' is not to be trusted: {fault}.");
        }
        var versions = await _database.ReadAsync(
            session => session.QueryAsync<VersionRow>("SELECT model AS Model, version AS Version, hash AS Hash FROM model_versions WHERE hash <> '' ORDER BY model, version"), cancellationToken);
        var models = versions.GroupBy(row => row.Hash).ToList();
        foreach (var model in models)
        {
            var names = string.Join(", ", model.Select(row => $"{row.Model}/{row.Version}"));
            foreach (var fault in await ListFaultsAsync(model.Key, contents, cancellationToken))
                faults.Add($"The model {names} is not to be trusted: {fault}.");
        }
        var datasets = await CheckDatasetsAsync(faults, cancellationToken);
        var segments = await CheckLogAsync(contents, faults, cancellationToken);
        return new ArtifactVerification { FileCount = files, ModelCount = models.Count, DatasetCount = datasets, LogSegmentCount = segments, ByteCount = contents.ByteCount, Faults = faults };
    }

    /// <summary>Gives how many contents there are.</summary>
    private async Task<int> CheckDatasetsAsync(List<string> faults, CancellationToken cancellationToken)
    {
        var versions = await _database.ReadAsync(
            session => session.QueryAsync<DatasetVersionRow>("SELECT name AS Name, version AS Version, hash AS Hash, removed_at AS RemovedAt FROM dataset_versions ORDER BY name, version"), cancellationToken);
        var datasets = versions.GroupBy(row => row.Hash).ToList();
        foreach (var dataset in datasets)
        {
            if (await _datasets.FaultOfAsync(dataset.Key, dataset.Any(row => row.RemovedAt is null), cancellationToken) is { } fault)
                faults.Add($"The dataset {string.Join(", ", dataset.Select(row => $"{row.Name}/{row.Version}"))} is not to be trusted: {fault}.");
        }
        return datasets.Count;
    }

    /// <summary>Gives how many segments of the prediction log there are.</summary>
    private async Task<int> CheckLogAsync(CheckedContents contents, List<string> faults, CancellationToken cancellationToken)
    {
        var segments = await _database.ReadAsync(
            session => session.QueryAsync<LogSegmentRow>(
                "SELECT id AS Id, endpoint AS Endpoint, hash AS Hash, byte_count AS ByteCount, index_hash AS IndexHash, index_byte_count AS IndexByteCount FROM log_segments WHERE removed_at IS NULL ORDER BY id"),
            cancellationToken);
        foreach (var segment in segments)
        {
            var fault = await contents.FaultOfAsync(segment.Hash, segment.ByteCount, cancellationToken) ?? await contents.FaultOfAsync(segment.IndexHash, segment.IndexByteCount, cancellationToken);
            if (fault is not null)
                faults.Add($"The part {segment.Id} of the prediction log of '{segment.Endpoint}' is not to be trusted: {fault}.");
        }
        return segments.Count;
    }

    private async Task<IReadOnlyList<string>> ListFaultsAsync(string hash, CheckedContents contents, CancellationToken cancellationToken)
    {
        if (await _manifests.FaultOfAsync(hash, cancellationToken) is { } unsigned)
            return [unsigned];
        List<string> faults = [];
        var files = await _manifests.ListAsync(hash, cancellationToken);
        if (FolderHash.Of(files.Select(file => (file.Path, file.Hash))) != hash)
            faults.Add("the list of its files is not what was registered");
        foreach (var file in files)
        {
            if (await contents.FaultOfAsync(file.Hash, file.ByteCount, cancellationToken) is { } fault)
                faults.Add($"of its file '{file.Path}' {fault}");
        }
        var folder = _folders.PathOf(hash);
        if (Directory.Exists(folder) && !await FolderHash.MatchesAsync(folder, hash, cancellationToken))
            faults.Add($"its copy '{folder}' was changed; remove it, and it is made again");
        return faults;
    }

    private sealed record LogSegmentRow
    {
        public required string Id { get; init; }

        public required string Endpoint { get; init; }

        public required string Hash { get; init; }

        public long ByteCount { get; init; }

        public required string IndexHash { get; init; }

        public long IndexByteCount { get; init; }
    }

    private sealed record DatasetVersionRow
    {
        public required string Name { get; init; }

        public long Version { get; init; }

        public required string Hash { get; init; }

        public long? RemovedAt { get; init; }
    }

    private sealed record VersionRow
    {
        public required string Model { get; init; }

        public long Version { get; init; }

        public required string Hash { get; init; }
    }
}
