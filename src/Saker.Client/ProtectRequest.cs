namespace Saker.Client;

/// <summary>The body of <c>PUT /api/models/{name}/aliases/{alias}/protection</c>.</summary>
/// <param name="Role">The least role of those who approve: <c>deployer</c> or <c>admin</c>.</param>
/// <param name="Count">How many must approve; 1 when it is left out.</param>
public sealed record ProtectRequest(string Role, int? Count = null);
