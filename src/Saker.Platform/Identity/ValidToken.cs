namespace Saker.Platform.Identity;

/// <summary>A token whose signature was checked once.</summary>
internal sealed record ValidToken(AccessGrant Grant, DateTimeOffset Until);
