namespace Saker.Platform.Maintenance;

/// <summary>How much of what is stored is encrypted, and with which keys.</summary>
public sealed record EncryptionStatus
{
    /// <summary>The file of the key ring; null when the keys come from elsewhere.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The key that encrypts what is stored from now on; null when nothing is encrypted.</summary>
    public string? ActiveKey { get; init; }

    /// <summary>The keys of the ring, the oldest first.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>How many files each key encrypts, also keys that the ring does not have.</summary>
    public required IReadOnlyDictionary<string, long> FilesByKey { get; init; }

    /// <summary>How many files are not encrypted.</summary>
    public required long PlainFileCount { get; init; }
}
