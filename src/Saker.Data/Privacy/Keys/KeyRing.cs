namespace Saker.Data.Privacy.Keys;

/// <summary>
/// Secret keys of 256 bits that seal small content, and from which keys for other purposes are derived. One key is active: it seals. Older
/// ones are retired: they only open. Kept in a file that only its owner may read, or only in memory. Thread-safe; several processes may use
/// one file.
/// </summary>
/// <remarks>
/// Sealing is authenticated encryption with AES-256-GCM (XAES-256-GCM, https://c2sp.org/XAES-256-GCM). Every purpose has keys of its own
/// (HKDF with SHA-256, RFC 5869), so that what is sealed for one cannot be opened for another. Whoever may read the file can open everything;
/// whoever loses it, and has no backup, can open nothing.
/// </remarks>
public sealed class KeyRing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string? _path;
    private readonly Lock _lock = new();
    private KeyMaterial[] _keys;

    private KeyRing(string? path, KeyMaterial[] keys)
    {
        _path = path;
        _keys = keys;
    }

    /// <summary>The key that seals.</summary>
    public KeyInfo Active => Keys[^1];

    /// <summary>All keys, the oldest first.</summary>
    public IReadOnlyList<KeyInfo> Keys
    {
        get
        {
            var keys = Snapshot();
            return [.. keys.Select((key, i) => new KeyInfo(key.Id, key.CreatedAt, i == keys.Length - 1 ? KeyState.Active : KeyState.Retired))];
        }
    }

    /// <summary>Makes a file with one new random key.</summary>
    /// <exception cref="SakerException">It is there already, or cannot be written.</exception>
    public static KeyRing Create(string path, TimeProvider time)
    {
        KeyMaterial[] keys = [KeyMaterial.Random(time.GetUtcNow())];
        KeyRingFile.Write(path, keys, overwrite: false);
        return new KeyRing(path, keys);
    }

    /// <summary>Opens a file that <see cref="Create"/> made.</summary>
    /// <exception cref="SakerException">There is none, users other than its owner may read it, or it is damaged.</exception>
    public static KeyRing Open(string path) => new(path, KeyRingFile.Read(path));

    /// <summary>A ring in memory, for keys that come from elsewhere, such as an environment variable.</summary>
    /// <param name="text">Keys of 32 bytes in base64 or hexadecimal digits, divided by commas or blanks; the first is the active one.</param>
    /// <param name="time">When the keys count as made.</param>
    /// <exception cref="SakerException">There is no key in it, or one is none. The message does not repeat it.</exception>
    public static KeyRing FromText(string text, TimeProvider time)
    {
        KeyMaterial[] keys = [.. text.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(key => KeyMaterial.Parse(key, time.GetUtcNow())).DistinctBy(key => key.Id)];
        if (keys.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "No key is given; write 32 random bytes as base64.", "keys");
        Array.Reverse(keys);
        return new KeyRing(null, keys);
    }

    /// <summary>256 bits that only this key gives for this purpose; for encryption of whole files and for MACs.</summary>
    /// <exception cref="SakerException">The ring has no such key (<see cref="ErrorKind.NotFound"/>).</exception>
    public byte[] Derive(KeyId id, string purpose) => (Find(id) ?? throw Unknown(id)).Derive($"derive {purpose}");

    /// <summary>Encrypts content with the active key.</summary>
    /// <param name="content">Small: it is held in memory.</param>
    /// <param name="purpose">What it is for, such as <c>artifacts</c>; needed again to open it.</param>
    /// <param name="context">What it belongs to, such as an id or a path; authenticated, not contained, needed again to open it.</param>
    /// <returns>49 bytes more than the content. The same content gives another result every time.</returns>
    public byte[] Seal(ReadOnlySpan<byte> content, string purpose, ReadOnlySpan<byte> context)
    {
        using var sealer = new Sealer(Snapshot()[^1], purpose);
        return sealer.Seal(content, context, deterministic: false);
    }

    /// <summary>The content of what <see cref="Seal"/> gave, by whichever key of the ring.</summary>
    /// <exception cref="SakerException">
    /// The ring does not have its key (<see cref="ErrorKind.NotFound"/>); or it was changed, or sealed for another purpose or context
    /// (<see cref="ErrorKind.DataLoss"/>).
    /// </exception>
    public byte[] Unseal(ReadOnlySpan<byte> message, string purpose, ReadOnlySpan<byte> context)
    {
        if (Sealer.KeyOf(message) is not { } id)
            throw new SakerException(ErrorKind.DataLoss, "This is not what a key ring sealed.");
        using var sealer = new Sealer(Find(id) ?? throw Unknown(id), purpose);
        return sealer.Open(message, context) ?? throw new SakerException(ErrorKind.DataLoss, $"What key {id} sealed was changed, or was sealed for another purpose or place.");
    }

    /// <summary>The key that a sealed message needs; null when the bytes are none.</summary>
    public static KeyId? KeyOf(ReadOnlySpan<byte> message) => Sealer.KeyOf(message);

    /// <summary>Makes a new random key the active one; those before stay, to open what they sealed.</summary>
    /// <returns>The new key.</returns>
    /// <exception cref="SakerException">The ring has no file, or the file cannot be written.</exception>
    public Task<KeyInfo> RotateAsync(TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(keys => [.. keys, KeyMaterial.Random(time.GetUtcNow())], time, cancellationToken);

    /// <summary>Adds a key from elsewhere and makes it the active one; one that is there already becomes active.</summary>
    /// <param name="key">32 bytes as base64 or 64 hexadecimal digits.</param>
    /// <param name="time">When it counts as made.</param>
    /// <param name="cancellationToken">Stops waiting for others who change the file.</param>
    /// <exception cref="SakerException">The text is no key, the ring has no file, or the file cannot be written.</exception>
    public Task<KeyInfo> ImportAsync(string key, TimeProvider time, CancellationToken cancellationToken)
    {
        var added = KeyMaterial.Parse(key, time.GetUtcNow());
        return ChangeAsync(keys => [.. keys.Where(known => known.Id != added.Id), keys.FirstOrDefault(known => known.Id == added.Id) ?? added], time, cancellationToken);
    }

    /// <summary>Destroys a retired key: what it sealed can never be opened again, wherever copies of it lie.</summary>
    /// <returns>The active key.</returns>
    /// <exception cref="SakerException">There is no such key, it is the active one, the ring has no file, or the file cannot be written.</exception>
    public Task<KeyInfo> RemoveAsync(KeyId id, TimeProvider time, CancellationToken cancellationToken) => ChangeAsync(
        keys =>
        {
            if (keys.All(key => key.Id != id))
                throw Unknown(id);
            if (keys[^1].Id == id)
                throw new SakerException(ErrorKind.Conflict, $"Key {id} is the active one; rotate first.", "keys");
            return [.. keys.Where(key => key.Id != id)];
        },
        time,
        cancellationToken);

    /// <summary>Whether the ring has a key, also one that another process added since the file was read.</summary>
    /// <exception cref="SakerException">The file has to be read again and cannot be, see <see cref="Open"/>.</exception>
    internal bool Has(KeyId id) => Find(id) is not null;

    /// <summary>A sealer of the active key, or of a named one; the caller disposes it.</summary>
    internal Sealer OpenSealer(string purpose, KeyId? id = null) => new(id is { } named ? Find(named) ?? throw Unknown(named) : Snapshot()[^1], purpose);

    private async Task<KeyInfo> ChangeAsync(Func<KeyMaterial[], KeyMaterial[]> change, TimeProvider time, CancellationToken cancellationToken)
    {
        if (_path is null)
            throw new SakerException(ErrorKind.Conflict, "The keys of this ring are kept elsewhere; change them there.", "keys");
        using (await FileLock.TakeAsync(_path, Patience, time, cancellationToken).ConfigureAwait(false))
        {
            var changed = change(KeyRingFile.Read(_path));
            KeyRingFile.Write(_path, changed, overwrite: true);
            lock (_lock)
                _keys = changed;
        }
        return Active;
    }

    /// <summary>The key of that id; another process may have added it since the file was read.</summary>
    private KeyMaterial? Find(KeyId id)
    {
        if (Array.Find(Snapshot(), key => key.Id == id) is { } known)
            return known;
        if (_path is null)
            return null;
        var read = KeyRingFile.Read(_path);
        lock (_lock)
            _keys = read;
        return Array.Find(read, key => key.Id == id);
    }

    private KeyMaterial[] Snapshot()
    {
        lock (_lock)
            return _keys;
    }

    private static SakerException Unknown(KeyId id) => new(ErrorKind.NotFound, $"The key ring has no key {id}; what it sealed cannot be opened without it. Import it from a backup.", "keys");
}
