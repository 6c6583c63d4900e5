namespace Saker.Data.Privacy.Anonymity;

/// <summary>How well the groups hide a sensitive column; each figure is that of the worst group.</summary>
/// <param name="Column">Its name.</param>
/// <param name="DistinctL">The fewest different values in a group.</param>
/// <param name="EntropyL">The least diversity by entropy: e to the entropy of the group's values.</param>
/// <param name="T">The largest distance of a group's values from those of all rows, 0 to 1.</param>
public sealed record SensitiveSpread(string Column, int DistinctL, double EntropyL, double T);
