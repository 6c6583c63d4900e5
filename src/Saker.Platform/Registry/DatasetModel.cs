namespace Saker.Platform.Registry;

/// <summary>A model version that was trained on a dataset version.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Aliases">The aliases on it.</param>
public sealed record DatasetModel(string Model, int Version, IReadOnlyList<string> Aliases);
