namespace Saker.Client;

/// <summary>The answer to <c>POST /api/keys</c>: the only time that the secret is told.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What a caller sends as <c>Authorization: Bearer</c>.</param>
public sealed record CreatedKey(KeyInfo Key, string Secret)
{
    // A record prints its members; a secret must not come into a log that way.
    public override string ToString() => $"{nameof(CreatedKey)} {Key.Id}";
}
