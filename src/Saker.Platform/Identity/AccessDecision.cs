namespace Saker.Platform.Identity;

/// <summary>Whether a credential was believed.</summary>
/// <param name="Grant">Whose it is; null when it was not believed.</param>
/// <param name="Reason">Why not, in words for the caller.</param>
public readonly record struct AccessDecision(AccessGrant? Grant, string? Reason)
{
    public static AccessDecision Refuse(string reason) => new(null, reason);
}
