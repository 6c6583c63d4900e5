using Saker.Data;
using Saker.Platform.Artifacts.Blobs;

namespace Saker.Platform.Registry;

/// <summary>The files of registered model folders, from the blob store: on any machine, each checked as it is read.</summary>
public sealed class ModelFiles
{
    private readonly ModelManifests _manifests;
    private readonly BlobKeeper _blobs;

    internal ModelFiles(ModelManifests manifests, BlobKeeper blobs)
    {
        _manifests = manifests;
        _blobs = blobs;
    }

    /// <summary>A file's content; the stream has its length.</summary>
    /// <param name="hash">The identity of the model folder.</param>
    /// <param name="path">The file's path in it, with '/'.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There is none (not found), or it is no longer what was registered (data loss; also from the stream's last read).</exception>
    public async Task<Stream> OpenAsync(string hash, string path, CancellationToken cancellationToken)
    {
        if (await _manifests.FaultOfAsync(hash, cancellationToken) is { } fault)
            throw BlobKeeper.Lost($"The model {hash} is not to be trusted: {fault}.");
        var file = (await _manifests.ListAsync(hash, cancellationToken)).FirstOrDefault(file => file.Path == path)
            ?? throw new SakerException(ErrorKind.NotFound, $"The model has no file '{path}'.", "path");
        return await _blobs.OpenAsync(file.Hash, file.ByteCount, $"'{path}' of the model {hash}", cancellationToken);
    }

    /// <summary>All files of a model folder, by path; empty for one that is not known.</summary>
    public async Task<IReadOnlyList<Artifacts.ArtifactEntry>> ListAsync(string hash, CancellationToken cancellationToken) =>
        [.. (await _manifests.ListAsync(hash, cancellationToken)).Select(file => new Artifacts.ArtifactEntry(file.Path, file.ByteCount))];

    /// <summary>Writes all files to a folder on disk, which is made; gives their number.</summary>
    /// <exception cref="SakerException">They are no longer what was registered (data loss).</exception>
    public async Task<int> ExportAsync(string hash, string folder, CancellationToken cancellationToken)
    {
        var root = Directory.CreateDirectory(folder).FullName;
        var files = await _manifests.ListAsync(hash, cancellationToken);
        if (Storage.FolderHash.Of(files.Select(file => (file.Path, file.Hash))) != hash)
            throw BlobKeeper.Lost($"The list of the model's files is not what was registered as {hash}.");
        foreach (var file in files)
        {
            var path = Artifacts.ConfinedPath.Combine(root, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var content = await OpenAsync(hash, file.Path, cancellationToken);
            await using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await content.CopyToAsync(target, cancellationToken);
        }
        return files.Count;
    }
}
