namespace Saker.Platform.Monitoring.Drift;

/// <summary>What became worse about the data of a column.</summary>
/// <param name="Column">The input.</param>
/// <param name="Kind"><c>nulls</c>, <c>new_values</c>, <c>out_of_range</c>, <c>type_change</c>, <c>gone</c> or <c>added</c>.</param>
/// <param name="ReferenceShare">The share of such rows in the reference, 0 to 1; null for columns and types.</param>
/// <param name="CurrentShare">The share of such rows in the traffic; null for columns and types.</param>
/// <param name="Detail">The same in words.</param>
public sealed record QualityFinding(string Column, string Kind, double? ReferenceShare, double? CurrentShare, string Detail);
