namespace Saker.Platform.Datasets;

/// <summary>What came of storing rows.</summary>
/// <param name="Version">The version that holds them.</param>
/// <param name="Outcome">Whether it was made, was there, or got its rows back.</param>
public sealed record DatasetAddition(DatasetVersion Version, DatasetAdditionOutcome Outcome);
