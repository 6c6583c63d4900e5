using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>
/// The model folders under <c>models/</c>, each named by its content. The files themselves are in the blob store, with a signed
/// manifest; what lies on disk is a copy, made again where it is missing.
/// </summary>
internal sealed class ModelFolders(SakerHome home, ProcessOwner owner, Ids ids, BlobKeeper blobs, ModelManifests manifests)
{
    private readonly ContentFolders _folders = new(home.Models, owner, ids);

    // Its presence says that folders from before there were signatures have theirs; from then on none is signed unasked.
    private string SignedMark => Path.Combine(home.Models, ".signed");

    public string PathOf(string hash) => _folders.PathOf(hash);

    /// <summary>Copies a model folder to a staged one, flushed, and puts its files into the blob store.</summary>
    public async Task<StagedFolder> StageAsync(string source, CancellationToken cancellationToken)
    {
        var paths = FolderHash.List(source);
        var staged = _folders.Stage();
        try
        {
            foreach (var path in paths)
                await CopyAsync(Path.Combine(source, path), Path.Combine(staged, path), cancellationToken);
            AtomicFiles.FlushFolders(staged);
            // Of the copy, not the source: what is registered is what was hashed, whatever happens to the source meanwhile.
            var files = await StoreAsync(staged, paths, cancellationToken);
            var hash = FolderHash.Of(files.Select(file => (file.Path, file.Hash)));
            return new StagedFolder(staged, hash, files) { Published = await LookAsync(hash, cancellationToken) };
        }
        catch
        {
            ContentFolders.Discard(staged);
            throw;
        }
    }

    /// <summary>
    /// Notes and signs the manifest and publishes the staged folder, unless the same content is there and sound. Within a write, which
    /// is why no file is read here: whether what is there is sound was seen before, and only that it still looks so is seen now.
    /// </summary>
    public async Task PublishAsync(Session session, StagedFolder staged)
    {
        await blobs.ConfirmAsync(session, staged.Files.Select(file => file.Hash));
        await manifests.AddAsync(session, staged.Hash, staged.Files);
        if (_folders.Exists(staged.Hash) && !IsStillSound(staged))
            _folders.Withdraw(staged.Hash);
        _folders.Publish(staged.Path, staged.Hash);
    }

    /// <summary>Makes sure that a version's files are there, as they were registered; makes the folder from the blob store where this machine lacks it.</summary>
    /// <exception cref="SakerException">The files are gone, or are not what was registered and signed (data loss).</exception>
    public async Task VerifyAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        version.RequireFiles();
        var name = $"{version.Model}/{version.Version}";
        if (await manifests.FaultOfAsync(version.Hash, cancellationToken) is { } fault)
            throw Lost($"The model {name} is not to be trusted: {fault}. Register it again.");
        if (!_folders.Exists(version.Hash))
            await RestoreAsync(version, cancellationToken);
        else if (await FolderHash.ComputeAsync(version.Folder, cancellationToken) != version.Hash)
            // Callers of a server read this too, and need not know where its home lies.
            throw Lost($"The files of {name} are not what was registered: the folder models/{version.Hash} of the home was changed. Remove that folder, and it is made again from the blob store; or register the model again.");
    }

    /// <summary>
    /// Once in a home's life, signs the folders that were registered before there were signatures, if their content is still what their
    /// name says. Whoever changed both before that moment is not found out.
    /// </summary>
    /// <returns>The number of folders signed.</returns>
    public async Task<int> AdoptAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(SignedMark))
            return 0;
        var signed = 0;
        foreach (var hash in await manifests.ListUnsignedAsync(cancellationToken))
        {
            if (!await FolderHash.MatchesAsync(PathOf(hash), hash, cancellationToken))
                continue;
            var files = await StoreAsync(PathOf(hash), FolderHash.List(PathOf(hash)), cancellationToken);
            // Should it change under our hands, it stays unsigned.
            if (FolderHash.Of(files.Select(file => (file.Path, file.Hash))) == hash)
                signed += await manifests.AdoptAsync(hash, files, session => blobs.ConfirmAsync(session, files.Select(file => file.Hash)), cancellationToken);
        }
        // Several processes may open the home for the first time at once.
        await using (new FileStream(SignedMark, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
            AtomicFiles.FlushFolder(home.Models);
        return signed;
    }

    public int Sweep(IReadOnlySet<string> referenced) => _folders.Sweep(referenced);

    private async Task RestoreAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        version.RequireFiles();
        var name = $"{version.Model}/{version.Version}";
        var files = await manifests.ListAsync(version.Hash, cancellationToken);
        if (FolderHash.Of(files.Select(file => (file.Path, file.Hash))) != version.Hash)
            throw Lost($"The files of {name} cannot be made again: their list in the database is not what was registered. Restore a backup, or register the model again.");
        var staged = _folders.Stage();
        try
        {
            foreach (var file in files)
            {
                await using var content = await blobs.OpenAsync(file.Hash, file.ByteCount, $"'{file.Path}' of the model {name}", cancellationToken);
                await WriteAsync(content, ConfinedPath.Combine(staged, file.Path), cancellationToken);
            }
            AtomicFiles.FlushFolders(staged);
            _folders.Restore(staged, version.Hash);
        }
        finally
        {
            ContentFolders.Discard(staged);
        }
    }

    private async Task<IReadOnlyList<ModelFile>> StoreAsync(string folder, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        List<StagedBlob> staged = [];
        try
        {
            foreach (var path in paths)
            {
                await using var content = File.OpenRead(Path.Combine(folder, path));
                staged.Add(await blobs.StageAsync(content, cancellationToken));
            }
            await blobs.StoreAsync(staged, cancellationToken);
            return [.. paths.Zip(staged, (path, blob) => new ModelFile { Path = path, Hash = blob.Hash, ByteCount = blob.ByteCount })];
        }
        finally
        {
            staged.ForEach(blob => blob.Dispose());
        }
    }

    // The stamp first: what changes while it is read is seen to have changed.
    private async Task<(FolderStamp? Stamp, bool IsSound)?> LookAsync(string hash, CancellationToken cancellationToken) =>
        _folders.Exists(hash) ? (FolderStamp.Find(PathOf(hash)), await FolderHash.MatchesAsync(PathOf(hash), hash, cancellationToken)) : null;

    private bool IsStillSound(StagedFolder staged)
    {
        var now = FolderStamp.Find(PathOf(staged.Hash));
        // What was not there before was published by somebody else meanwhile, whole, for folders come by renaming.
        return staged.Published is { } seen ? seen.IsSound && Equals(seen.Stamp, now) : now?.Has(staged.Files.Select(file => (file.Path, file.ByteCount))) == true;
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(from);
        await WriteAsync(source, to, cancellationToken);
    }

    private static async Task WriteAsync(Stream content, string to, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        await using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await content.CopyToAsync(target, cancellationToken);
        target.Flush(flushToDisk: true);
    }

    private static SakerException Lost(string message) => new(ErrorKind.DataLoss, message, "folder");
}
