using Saker.Platform.Identity;

namespace Saker.Platform.Registry;

/// <summary>Who changes the registry.</summary>
/// <param name="Name">The key's name or the token's subject; on the home itself, the user of the machine.</param>
/// <param name="Role">What it may do; whoever works on the home itself may all.</param>
public sealed record Actor(string Name, Role Role);
