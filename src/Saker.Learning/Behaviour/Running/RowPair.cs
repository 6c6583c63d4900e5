namespace Saker.Learning.Behaviour.Running;

/// <summary>Two rows whose predictions a test compares.</summary>
/// <param name="Case">The number of the row that both come from.</param>
/// <param name="Before">The row.</param>
/// <param name="After">The same with something changed.</param>
internal sealed record RowPair(int Case, BehaviourRow Before, BehaviourRow After);
