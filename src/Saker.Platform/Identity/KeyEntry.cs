namespace Saker.Platform.Identity;

/// <summary>A key as a running server keeps it.</summary>
internal sealed record KeyEntry(StoredKey Stored, AccessGrant Grant);
