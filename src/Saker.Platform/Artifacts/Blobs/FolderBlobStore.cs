using System.Runtime.CompilerServices;
using Saker.Platform.Storage;

namespace Saker.Platform.Artifacts.Blobs;

/// <summary>Content in the home: <c>blobs/ab/abcd...</c>, a file each, put there by renaming.</summary>
internal sealed class FolderBlobStore(SakerHome home) : IBlobStore
{
    private const int HashLength = 64;

    public string Place => home.Blobs;

    public Task PutAsync(StagedBlob staged, CancellationToken cancellationToken)
    {
        var path = PathOf(staged.Hash);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            AtomicFiles.FlushFolder(home.Blobs);
        }
        // Over one that is there too: were that one damaged, it is whole again.
        File.Move(staged.File, path, overwrite: true);
        AtomicFiles.FlushFolder(folder);
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<long?> FindSizeAsync(string hash, CancellationToken cancellationToken) =>
        Task.FromResult(new FileInfo(PathOf(hash)) is { Exists: true } file ? file.Length : (long?)null);

    public async IAsyncEnumerable<BlobEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in new DirectoryInfo(home.Blobs).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsHash(file.Name))
                yield return new BlobEntry(file.Name, file.Length, file.LastWriteTimeUtc);
        }
        await Task.CompletedTask;
    }

    public Task DeleteAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(hash));
        }
        catch (DirectoryNotFoundException)
        {
        }
        return Task.CompletedTask;
    }

    private string PathOf(string hash) => IsHash(hash) ? Path.Combine(home.Blobs, hash[..2], hash) : throw new ArgumentException($"'{hash}' is no hash.", nameof(hash));

    private static bool IsHash(string name) => name.Length == HashLength && name.All(char.IsAsciiHexDigitLower);
}
