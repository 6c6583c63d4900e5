namespace Saker.Client;

/// <summary>That an alias moves only when others than the one who asks approve.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Role">The least role of those who approve: <c>deployer</c> or <c>admin</c>.</param>
/// <param name="Count">How many must approve.</param>
public sealed record ProtectionInfo(string Alias, string Role, int Count);
