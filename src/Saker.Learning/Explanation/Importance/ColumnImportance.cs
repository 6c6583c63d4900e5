using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Importance;

/// <summary>How much a model goes by one raw column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">In the report's unit; 0 where the model does not look at it, and about 0, of either sign, where what it learned there is of no use.</param>
/// <param name="Interval">Of <paramref name="Value"/>: over rows for attributions, over shuffles for permutations.</param>
public sealed record ColumnImportance(string Column, double Value, Interval Interval);
