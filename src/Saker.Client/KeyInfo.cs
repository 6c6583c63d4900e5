namespace Saker.Client;

/// <summary>A key of the server, without its secret.</summary>
public sealed record KeyInfo
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary><c>viewer</c>, <c>user</c>, <c>deployer</c> or <c>admin</c>.</summary>
    public required string Role { get; init; }

    /// <summary><c>active</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public required string State { get; init; }

    public required KeyPolicyInfo Policy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
