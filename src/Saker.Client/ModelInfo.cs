namespace Saker.Client;

/// <summary>A named line of model versions, the newest first, and what each alias points at.</summary>
public sealed record ModelInfo(string Name, DateTimeOffset CreatedAt, IReadOnlyList<ModelVersionInfo> Versions, IReadOnlyDictionary<string, int> Aliases);
