namespace Saker.Client;

/// <summary>What one raw column adds to an answer.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">In the explanation's unit.</param>
/// <param name="StandardError">Of an estimate; null where the value is exact.</param>
public sealed record ExplainedFactor(string Column, double Value, double? StandardError);
