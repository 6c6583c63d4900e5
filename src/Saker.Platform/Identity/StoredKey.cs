namespace Saker.Platform.Identity;

/// <summary>A key with what its text is checked against.</summary>
/// <param name="Key">The key.</param>
/// <param name="Hash">SHA-256 of the secret's characters.</param>
public sealed record StoredKey(ApiKey Key, ReadOnlyMemory<byte> Hash);
