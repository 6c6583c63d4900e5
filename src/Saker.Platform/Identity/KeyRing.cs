namespace Saker.Platform.Identity;

/// <summary>The keys that work, found by what a caller presents. Immutable: a change of keys makes a new one.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, KeyEntry> _entries;
    private readonly Dictionary<string, KeyEntry>.AlternateLookup<ReadOnlySpan<char>> _byId;
    private readonly TimeProvider _time;

    public KeyRing(long revision, IEnumerable<KeyEntry> entries, TimeProvider time)
    {
        Revision = revision;
        _time = time;
        _entries = entries.ToDictionary(entry => entry.Stored.Key.Id, StringComparer.Ordinal);
        _byId = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The store's revision that this shows.</summary>
    public long Revision { get; }

    public IReadOnlyCollection<KeyEntry> Entries => _entries.Values;

    public KeyEntry? FindEntry(string id) => _entries.GetValueOrDefault(id);

    /// <summary>The grant of a key's text; null when it is no key or does not work. Allocates nothing.</summary>
    public AccessGrant? Find(ReadOnlySpan<char> text) =>
        KeyText.TryParse(text, out var id, out var secret) && _byId.TryGetValue(id, out var entry) && entry.Matches(secret)
            ? Usable(entry)
            : null;

    /// <summary>The grant of a key by its id, for who has proved already that it holds the key.</summary>
    public AccessGrant? FindById(ReadOnlySpan<char> id) => _byId.TryGetValue(id, out var entry) ? Usable(entry) : null;

    private AccessGrant? Usable(KeyEntry entry) =>
        entry.Stored.Key.ExpiresAt is { } end && _time.GetUtcNow() >= end ? null : entry.Grant;
}
