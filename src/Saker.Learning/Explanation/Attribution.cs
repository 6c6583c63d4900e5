namespace Saker.Learning.Explanation;

/// <summary>What one raw column contributes to an answer.</summary>
/// <param name="Column">The raw column.</param>
/// <param name="Value">In the explanation's unit; positive where it raises the answer.</param>
/// <param name="StandardError">Of an estimate; null where the value is exact.</param>
public sealed record Attribution(string Column, double Value, double? StandardError);
