using Saker.Data;
using Saker.Data.Privacy.Keys;

namespace Saker.Platform.Storage;

/// <summary>The keys of what is stored. Thread-safe; a ring that another process made or rotated is taken up with the next file.</summary>
public sealed class StorageKeys(SakerHome home, EncryptionOptions options, TimeProvider time)
{
    private static readonly DateTime s_never = DateTime.FromFileTimeUtc(0);

    private readonly Lock _lock = new();
    private KeyRing? _ring;
    private DateTime _readAt;
    private volatile bool _isMarked;

    /// <summary>The file of the ring; null when the keys come as text.</summary>
    public string? File => options.Keys is null ? Path.GetFullPath(options.KeyFile ?? Path.Combine(home.Folder, "keys", "storage.json")) : null;

    /// <summary>The keys that are there, to open what is stored; null when there are none.</summary>
    /// <exception cref="SakerException">There is a ring that cannot be read.</exception>
    public KeyRing? Find()
    {
        lock (_lock)
        {
            if (File is not { } file)
                return _ring ??= KeyRing.FromText(options.Keys!, time);
            // One look a block of the prediction log: a file that is not there has the time 0.
            var changedAt = System.IO.File.GetLastWriteTimeUtc(file);
            if (changedAt == s_never)
                return _ring = null;
            if (_ring is null || changedAt != _readAt)
                (_ring, _readAt) = (KeyRing.Open(file), changedAt);
            return _ring;
        }
    }

    /// <summary>
    /// The ring whose active key encrypts what is stored now; null when this home is not encrypted. A home that had keys once is encrypted,
    /// whether or not they are there: with a ring that is gone for a while nothing must be stored in the clear.
    /// </summary>
    /// <exception cref="SakerException">This home is encrypted and its keys are not there (unavailable), or cannot be read.</exception>
    internal KeyRing? FindToStore()
    {
        if (Find() is { } ring)
        {
            Mark(ring);
            return ring;
        }
        return System.IO.File.Exists(home.EncryptedMark) ? throw Gone() : null;
    }

    /// <summary>The ring.</summary>
    /// <exception cref="SakerException">There is none (not found), or it is not there at the moment (unavailable).</exception>
    public KeyRing Get() => FindToStore() ?? throw new SakerException(ErrorKind.NotFound, $"This home is not encrypted: there is no key ring {File}. `saker encryption on` makes one.", "keys");

    /// <summary>Makes a ring, so that what is stored from now on is encrypted.</summary>
    /// <exception cref="SakerException">There is one already, it is not there at the moment (unavailable), or it cannot be written.</exception>
    public KeyRing Create()
    {
        if (File is not { } file)
            throw new SakerException(ErrorKind.Conflict, $"The keys come from {EncryptionOptions.Variable}; this home is encrypted with them.", "keys");
        if (!System.IO.File.Exists(file) && System.IO.File.Exists(home.EncryptedMark))
            throw Gone();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var ring = KeyRing.Create(file, time);
        Mark(ring);
        return ring;
    }

    /// <summary>Notes in the home that it is encrypted.</summary>
    private void Mark(KeyRing ring)
    {
        if (_isMarked)
            return;
        if (!System.IO.File.Exists(home.EncryptedMark))
        {
            try
            {
                System.IO.File.WriteAllText(home.EncryptedMark, ring.Active.Id.Value);
                AtomicFiles.FlushFolder(home.Folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw home.Unwritable(e);
            }
        }
        _isMarked = true;
    }

    private SakerException Gone() => new(
        ErrorKind.Unavailable,
        $"This home is encrypted and its keys are not there: there is no key ring {File}, and {EncryptionOptions.Variable} is not set. Nothing is stored until they are back. If they are lost for good, remove '{home.EncryptedMark}'; what they encrypted stays lost.",
        "keys");
}
