namespace Saker.Learning.Behaviour.Running;

/// <summary>Two rows whose predictions a test compares.</summary>
/// <param name="Before">The row.</param>
/// <param name="After">The same with something changed.</param>
internal sealed record RowPair(BehaviourRow Before, BehaviourRow After);
