namespace Saker.Client;

/// <summary>The body of <c>GET /api/models</c>.</summary>
public sealed record ModelList(IReadOnlyList<ModelInfo> Models);
