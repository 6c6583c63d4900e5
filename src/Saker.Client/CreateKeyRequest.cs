namespace Saker.Client;

/// <summary>The body of <c>POST /api/keys</c>.</summary>
/// <param name="Name">Who or what will use the key.</param>
/// <param name="Role"><c>viewer</c>, <c>user</c>, <c>deployer</c> or <c>admin</c>.</param>
public sealed record CreateKeyRequest(string Name, string Role)
{
    /// <summary>When it stops working by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null for no limits.</summary>
    public KeyPolicyInfo? Policy { get; init; }
}
