namespace Saker.Platform.Identity;

/// <summary>A key as a running server keeps it. Thread-safe.</summary>
internal sealed class KeyEntry(StoredKey stored, AccessGrant grant)
{
    // What the right secret looks like under this process's fingerprint; null until it was presented once.
    private volatile SecretFingerprint? _seen;

    public StoredKey Stored => stored;

    public AccessGrant Grant => grant;

    /// <summary>Whether the secret is the key's. The cryptographic hash is taken once; a secret that was right before is known by its fingerprint.</summary>
    public bool Matches(ReadOnlySpan<char> secret)
    {
        if (_seen is { } seen && seen.IsOf(secret))
            return true;
        if (!KeyText.Matches(secret, stored.Hash.Span))
            return false;
        _seen = SecretFingerprint.Of(secret);
        return true;
    }
}
