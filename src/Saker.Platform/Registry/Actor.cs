using Saker.Platform.Identity;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Who changes the registry.</summary>
/// <param name="Name">The key's name or the token's subject; on the home itself, the user of the machine.</param>
/// <param name="Role">What it may do; whoever works on the home itself may all.</param>
public sealed record Actor(string Name, Role Role)
{
    /// <summary>Whoever acts or, where that is not said, who works on the home itself.</summary>
    internal static Actor Of(Actor? by, HomeOptions options) => by ?? new Actor(options.Actor, Role.Admin);
}
