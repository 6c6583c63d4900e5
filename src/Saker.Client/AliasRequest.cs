namespace Saker.Client;

/// <summary>The body of <c>PUT /api/models/{name}/aliases/{alias}</c>.</summary>
/// <param name="Version">The version that the alias points at from now on.</param>
public sealed record AliasRequest(int Version)
{
    /// <summary>Why: what was measured, who decided.</summary>
    public string? Evidence { get; init; }

    /// <summary>Why it moves although the version's gates did not pass; null unless somebody overrides.</summary>
    public string? Override { get; init; }

    /// <summary>Why the version comes to endpoints that follow the alias although it was rolled back there; null where it was not.</summary>
    public string? Retry { get; init; }
}
