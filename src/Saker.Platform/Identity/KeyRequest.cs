namespace Saker.Platform.Identity;

/// <summary>A key to be made.</summary>
/// <param name="Name">Who or what will use it; no two keys that work have the same.</param>
/// <param name="Role">What it may do.</param>
public sealed record KeyRequest(string Name, Role Role)
{
    public KeyPolicy Policy { get; init; } = KeyPolicy.None;

    /// <summary>When it stops working by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
