using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>The comparison of the candidates, and what the choice among them is worth where that was measured.</summary>
internal sealed record SelectionResult(CrossValidationResult Comparison, NestedResult? Nested);
