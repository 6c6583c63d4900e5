using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Dependence;

/// <summary>What a model says on average at one value of a column.</summary>
/// <param name="Value">A number as text, or a category; <c>(missing)</c> for none.</param>
/// <param name="Number">The value where it is a number.</param>
/// <param name="Mean">In the curve's unit.</param>
/// <param name="Interval">Of the mean, over rows.</param>
/// <param name="RowCount">How many rows the point rests on.</param>
public sealed record DependencePoint(string Value, double? Number, double Mean, Interval Interval, int RowCount);
