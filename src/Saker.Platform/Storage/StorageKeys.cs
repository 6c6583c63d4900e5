using Saker.Data;
using Saker.Data.Privacy.Keys;

namespace Saker.Platform.Storage;

/// <summary>The keys of what is stored. Thread-safe; a ring that another process made or rotated is taken up with the next file.</summary>
public sealed class StorageKeys(SakerHome home, EncryptionOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private KeyRing? _ring;
    private DateTime _readAt;

    /// <summary>The file of the ring; null when the keys come as text.</summary>
    public string? File => options.Keys is null ? Path.GetFullPath(options.KeyFile ?? Path.Combine(home.Folder, "keys", "storage.json")) : null;

    /// <summary>The ring whose active key encrypts what is stored from now on; null when nothing is encrypted.</summary>
    /// <exception cref="SakerException">There is a ring that cannot be read.</exception>
    public KeyRing? Find()
    {
        lock (_lock)
        {
            if (File is not { } file)
                return _ring ??= KeyRing.FromText(options.Keys!, time);
            var changedAt = System.IO.File.GetLastWriteTimeUtc(file);
            if (!System.IO.File.Exists(file))
                return _ring = null;
            if (_ring is null || changedAt != _readAt)
                (_ring, _readAt) = (KeyRing.Open(file), changedAt);
            return _ring;
        }
    }

    /// <summary>The ring.</summary>
    /// <exception cref="SakerException">There is none (not found).</exception>
    public KeyRing Get() => Find() ?? throw new SakerException(ErrorKind.NotFound, $"This home is not encrypted: there is no key ring {File}. `saker encryption on` makes one.", "keys");

    /// <summary>Makes a ring, so that what is stored from now on is encrypted.</summary>
    /// <exception cref="SakerException">There is one already, or it cannot be written.</exception>
    public KeyRing Create()
    {
        if (File is not { } file)
            throw new SakerException(ErrorKind.Conflict, $"The keys come from {EncryptionOptions.Variable}; this home is encrypted with them.", "keys");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return KeyRing.Create(file, time);
    }
}
