using Microsoft.Win32.SafeHandles;
using Saker.Data;
using Saker.Data.Privacy.Keys;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// The file that this process appends to. What was appended survives the end of the process; what was flushed survives that of the machine. A
/// failed write leaves the file as it was: the next one goes to the same place. Thread-safe.
/// </summary>
internal sealed class Journal(SakerHome home, StorageKeys keys, ProcessOwner owner, Ids ids, TimeProvider time) : IDisposable
{
    /// <summary>What keys of encrypted journals are derived for.</summary>
    public const string Purpose = "prediction journal";

    private const byte Plain = 0;
    private const byte Encrypted = 1;

    private const int MaxKeptBytes = 1 << 20;

    private readonly Lock _lock = new();
    private MemoryStream _buffer = new();
    private SafeFileHandle? _file;
    private string? _name;
    private long _length;
    private long _sequence;
    private long _flushed;
    private DateTimeOffset _begunAt;

    /// <summary>Forces the names of a folder's files to the disk.</summary>
    public Action<string> FlushFolder { get; init; } = AtomicFiles.FlushFolder;

    /// <summary>Bytes of the present file; 0 when there is none.</summary>
    public long Length
    {
        get
        {
            lock (_lock)
                return _file is null ? 0 : _length;
        }
    }

    /// <summary>How long the present file exists; zero when there is none.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (_lock)
                return _file is null ? TimeSpan.Zero : time.GetUtcNow() - _begunAt;
        }
    }

    /// <summary>The file that is written to; null when there is none.</summary>
    public string? Name
    {
        get
        {
            lock (_lock)
                return _name;
        }
    }

    /// <summary>Appends a block; its requests are numbered here.</summary>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    /// <exception cref="SakerException">The home is encrypted and its keys are not there.</exception>
    public void Append(LogBlock block)
    {
        var ring = keys.FindToStore();
        lock (_lock)
        {
            Open_NeedsLock();
            var frame = Frame_NeedsLock(block, ring);
            RandomAccess.Write(_file!, frame, _length);
            (_length, _sequence) = (_length + frame.Length, _sequence + block.Requests.Length);
        }
    }

    private ReadOnlySpan<byte> Frame_NeedsLock(LogBlock block, KeyRing? ring)
    {
        // Frames are many and of much the same size: their memory is used again.
        if (_buffer.Capacity > MaxKeptBytes)
            _buffer = new MemoryStream();
        _buffer.SetLength(LogFrames.HeadBytes + 1);
        _buffer.Position = LogFrames.HeadBytes + 1;
        LogBlockCodec.Write(_buffer, block, _sequence);
        var frame = _buffer.GetBuffer().AsSpan(0, (int)_buffer.Length);
        if (ring is not null)
            return LogFrames.Write([Encrypted, .. ring.Seal(frame[(LogFrames.HeadBytes + 1)..], Purpose, Context(_name!))]);
        frame[LogFrames.HeadBytes] = Plain;
        LogFrames.Head(frame);
        return frame;
    }

    /// <summary>Forces what was appended to the disk.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Flush()
    {
        lock (_lock)
        {
            if (_file is null || _flushed == _length)
                return;
            RandomAccess.FlushToDisk(_file);
            _flushed = _length;
        }
    }

    /// <summary>Ends the present file; the next block begins another one.</summary>
    public void Rotate()
    {
        lock (_lock)
        {
            if (_file is null)
                return;
            Flush();
            _file.Dispose();
            (_file, _name) = (null, null);
        }
    }

    /// <summary>The block in a frame of a journal.</summary>
    /// <param name="content">The frame's content.</param>
    /// <param name="name">The journal.</param>
    /// <param name="keys">The keys that are there.</param>
    /// <exception cref="SakerException">It is encrypted and its key is not there (not found), or it was changed (data loss).</exception>
    public static LogBlock Open(ArraySegment<byte> content, string name, StorageKeys keys) => LogBlockCodec.Read(Unseal(content, name, keys));

    /// <summary>The bytes of the block in a frame of a journal: what <see cref="Open"/> reads.</summary>
    /// <inheritdoc cref="Open" path="/*[not(self::summary)]"/>
    public static ArraySegment<byte> Unseal(ArraySegment<byte> content, string name, StorageKeys keys)
    {
        if (content[0] == Plain)
            return content[1..];
        var ring = keys.Find() ?? throw new SakerException(ErrorKind.NotFound, $"The journal '{name}' is encrypted, and the keys of this home are not there.", "keys");
        return ring.Unseal(content.AsSpan(1), Purpose, Context(name));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private static byte[] Context(string name) => System.Text.Encoding.UTF8.GetBytes(name);

    private void Open_NeedsLock()
    {
        if (_file is not null)
            return;
        var name = JournalName.Of(owner.Id, ids.NewUlid());
        var path = JournalName.FileOf(home.Journals, name);
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        try
        {
            // The rows of requests are nobody else's business.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            FlushFolder(home.Journals);
        }
        catch
        {
            // The next block begins another file: this one would not be there after a crash. Empty, it is removed when journals are sealed.
            file.Dispose();
            throw;
        }
        (_file, _name, _length, _sequence, _flushed, _begunAt) = (file, name, 0, 0, 0, time.GetUtcNow());
    }
}
