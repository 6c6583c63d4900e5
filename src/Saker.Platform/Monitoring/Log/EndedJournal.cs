using Microsoft.Win32.SafeHandles;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// A journal that nobody writes to any more, up to where it is torn. It is read block by block: what is in memory does not grow with it. For one user at a time.
/// </summary>
internal sealed class EndedJournal(string name, SafeFileHandle file, StorageKeys keys) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];

    /// <summary>What its blocks begin with, in the order in which they were written.</summary>
    /// <exception cref="Saker.Data.SakerException">It is encrypted and its key is not there (not found), or it was changed (data loss).</exception>
    public IEnumerable<LogBlockHead> Heads() => Contents().Select(LogBlockCodec.ReadHead);

    /// <summary>Its blocks, in the order in which they were written.</summary>
    /// <exception cref="Saker.Data.SakerException">It is encrypted and its key is not there (not found), or it was changed (data loss).</exception>
    public IEnumerable<LogBlock> Blocks() => Contents().Select(LogBlockCodec.Read);

    public void Dispose() => file.Dispose();

    private IEnumerable<ArraySegment<byte>> Contents()
    {
        for (var at = 0L; LogFrames.TryRead(file, at, ref _buffer, out var content); at += LogFrames.HeadBytes + content.Count)
            yield return Journal.Unseal(content, name, keys);
    }
}
