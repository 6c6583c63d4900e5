namespace Saker.Platform.Datasets;

/// <summary>A dataset without its versions: what a list of many shows.</summary>
/// <param name="Latest">Its newest version.</param>
/// <param name="VersionCount">How many it has, also those whose rows are gone.</param>
public sealed record NamedDataset(DatasetVersion Latest, int VersionCount);
