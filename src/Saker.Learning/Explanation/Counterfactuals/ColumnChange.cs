namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>A column that becomes something else.</summary>
/// <param name="Column">The column.</param>
/// <param name="From">Its value: a number or a text, null where missing.</param>
/// <param name="To">What it becomes.</param>
public sealed record ColumnChange(string Column, object? From, object? To);
