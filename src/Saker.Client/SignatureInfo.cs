namespace Saker.Client;

/// <summary>The typed columns that an endpoint takes and gives.</summary>
public sealed record SignatureInfo(IReadOnlyList<ColumnInfo> Inputs, IReadOnlyList<ColumnInfo> Outputs);
