namespace Saker.Platform.Serving.Explaining;

/// <summary>What one column contributed to an output.</summary>
/// <param name="Column">The column; an element of a tensor as <c>name[0]</c>.</param>
/// <param name="Value">In units of the output.</param>
public sealed record GradientFactor(string Column, double Value);
