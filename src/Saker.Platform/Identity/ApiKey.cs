namespace Saker.Platform.Identity;

/// <summary>A key as it may be shown: never its secret.</summary>
public sealed record ApiKey
{
    /// <summary>Public: the part of the key between its underscores.</summary>
    public required string Id { get; init; }

    /// <summary>Who or what uses it; the name that the audit tells.</summary>
    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required KeyPolicy Policy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the second or so; null when it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it stops working by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it works at a time.</summary>
    public bool IsUsable(DateTimeOffset at) => RevokedAt is null && (ExpiresAt is not { } end || at < end);

    /// <summary>At a time: <c>active</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public string State(DateTimeOffset at) => RevokedAt is not null ? "revoked" : IsUsable(at) ? "active" : "expired";
}
