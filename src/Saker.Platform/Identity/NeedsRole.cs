namespace Saker.Platform.Identity;

/// <summary>
/// What a route asks of its caller, as metadata of the route; the last on a route counts. A route without needs
/// <see cref="Platform.Identity.Role.Admin"/>, so that forgetting it opens nothing.
/// </summary>
/// <param name="Role">The least role; null for a route that is open to everybody.</param>
public sealed record NeedsRole(Role? Role);
