using Microsoft.Win32.SafeHandles;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// A journal that nobody writes to any more, up to where it is torn or damaged. It is read block by block: what is in memory does not grow with it. For one user at a time.
/// </summary>
internal sealed class EndedJournal(string name, SafeFileHandle file, StorageKeys keys) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];

    private readonly long _length = RandomAccess.GetLength(file);

    /// <summary>Bytes behind the last whole block that was read: of a write that was cut short, or damaged.</summary>
    public long RestBytes { get; private set; }

    /// <summary>Whether the rest has all the bytes that it says it has, and they are others than were written; else a write was cut short, as by the end of its process.</summary>
    public bool IsRestDamaged { get; private set; }

    /// <summary>What its blocks begin with, in the order in which they were written.</summary>
    /// <exception cref="Saker.Data.SakerException">It is encrypted and its key is not there (not found), or its blocks were changed (data loss).</exception>
    /// <exception cref="InvalidDataException">A newer Saker wrote it.</exception>
    public IEnumerable<LogBlockHead> Heads() => Contents().Select(LogBlockCodec.ReadHead);

    /// <summary>Its blocks, in the order in which they were written.</summary>
    /// <exception cref="Saker.Data.SakerException">It is encrypted and its key is not there (not found), or its blocks were changed (data loss).</exception>
    /// <exception cref="InvalidDataException">A newer Saker wrote it.</exception>
    public IEnumerable<LogBlock> Blocks() => Contents().Select(LogBlockCodec.Read);

    public void Dispose() => file.Dispose();

    private IEnumerable<ArraySegment<byte>> Contents()
    {
        var at = 0L;
        // What is appended meanwhile, by a process that was taken for dead, is not read by one pass and not by the other.
        for (; at < _length && LogFrames.TryRead(file, at, ref _buffer, out var content); at += LogFrames.HeadBytes + content.Count)
            yield return Journal.Unseal(content, name, keys);
        (RestBytes, IsRestDamaged) = (Math.Max(0, _length - at), at < _length && LogFrames.IsDamaged(file, at));
    }
}
