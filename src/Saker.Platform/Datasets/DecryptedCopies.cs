using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>
/// Readable copies of encrypted rows: one for all who read the same content at the time, gone with the last of them. Thread-safe.
/// </summary>
/// <param name="maxCount">The most copies at a time; who needs one more is told to come again.</param>
internal sealed class DecryptedCopies(int maxCount)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Copy> _copies = new(StringComparer.Ordinal);

    /// <summary>The folder with the copy; whoever gets it calls <see cref="Release"/> once.</summary>
    /// <param name="hash">The content.</param>
    /// <param name="decrypt">Makes the copy in a folder that is then the copies' to remove. Not stopped when one of several readers goes away.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SakerException">There are as many copies as there may be (unavailable), or it cannot be decrypted.</exception>
    public async Task<string> TakeAsync(string hash, Func<Task<string>> decrypt, CancellationToken cancellationToken)
    {
        Copy? copy;
        lock (_lock)
        {
            if (!_copies.TryGetValue(hash, out copy))
            {
                if (_copies.Count >= maxCount)
                    throw new SakerException(ErrorKind.Unavailable, $"{maxCount} encrypted datasets are being read already, which is the most at a time; try again.", "dataset") { RetryAfter = TimeSpan.FromSeconds(5) };
                copy = new Copy(Task.Run(decrypt, CancellationToken.None));
                _copies.Add(hash, copy);
            }
            copy.ReaderCount++;
        }
        try
        {
            return await copy.Folder.WaitAsync(cancellationToken);
        }
        catch
        {
            Release(hash);
            throw;
        }
    }

    public void Release(string hash)
    {
        Copy copy;
        lock (_lock)
        {
            copy = _copies[hash];
            if (--copy.ReaderCount > 0)
                return;
            _copies.Remove(hash);
        }
        // It may still be in the making when its only reader went away.
        _ = copy.Folder.ContinueWith(made => ContentFolders.Discard(made.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private sealed class Copy(Task<string> folder)
    {
        public Task<string> Folder { get; } = folder;

        public int ReaderCount { get; set; }
    }
}
