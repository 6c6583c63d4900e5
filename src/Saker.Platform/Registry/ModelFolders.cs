using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>The model folders under <c>models/</c>, each named by its content.</summary>
internal sealed class ModelFolders(SakerHome home, ProcessOwner owner, Ids ids)
{
    private readonly ContentFolders _folders = new(home.Models, owner, ids);

    public string PathOf(string hash) => _folders.PathOf(hash);

    /// <summary>Copies a model folder to a staged one, flushed.</summary>
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
            return new StagedFolder(staged, await FolderHash.ComputeAsync(staged, cancellationToken));
        }
        catch
        {
            ContentFolders.Discard(staged);
            throw;
        }
    }

    /// <summary>Publishes the staged folder, unless the same content is there and sound. Within a write.</summary>
    public async Task PublishAsync(StagedFolder staged, CancellationToken cancellationToken)
    {
        if (_folders.Exists(staged.Hash) && !await IsSoundAsync(staged.Hash, cancellationToken))
            _folders.Withdraw(staged.Hash);
        _folders.Publish(staged.Path, staged.Hash);
    }

    /// <exception cref="SakerException">The folder is gone or its files are not what was registered.</exception>
    public static async Task VerifyAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(version.Folder))
            throw new SakerException(ErrorKind.Internal, $"The files of {version.Model}/{version.Version} are gone: there is no folder '{version.Folder}'. Restore it from a backup, or register the model again.", "folder");
        if (await FolderHash.ComputeAsync(version.Folder, cancellationToken) != version.Hash)
            throw new SakerException(ErrorKind.Internal, $"The files of {version.Model}/{version.Version} are not what was registered: '{version.Folder}' was changed. Restore it from a backup, or register the model again.", "folder");
    }

    public int Sweep(IReadOnlySet<string> referenced) => _folders.Sweep(referenced);

    private async Task<bool> IsSoundAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            return await FolderHash.ComputeAsync(PathOf(hash), cancellationToken) == hash;
        }
        catch (SakerException)
        {
            return false;
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        await using var source = File.OpenRead(from);
        await using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await source.CopyToAsync(target, cancellationToken);
        target.Flush(flushToDisk: true);
    }
}
