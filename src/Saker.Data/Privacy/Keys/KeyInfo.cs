namespace Saker.Data.Privacy.Keys;

/// <summary>What may be shown of a key.</summary>
public sealed record KeyInfo(KeyId Id, DateTimeOffset CreatedAt, KeyState State);
