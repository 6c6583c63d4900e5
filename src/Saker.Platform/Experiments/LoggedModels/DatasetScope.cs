namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>A dataset on which metrics were measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">The version; null for any.</param>
public sealed record DatasetScope(string Name, string? Digest);
