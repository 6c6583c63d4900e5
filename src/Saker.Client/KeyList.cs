namespace Saker.Client;

/// <summary>The body of <c>GET /api/keys</c>.</summary>
public sealed record KeyList(IReadOnlyList<KeyInfo> Keys);
