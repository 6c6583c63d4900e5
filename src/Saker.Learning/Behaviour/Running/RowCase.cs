namespace Saker.Learning.Behaviour.Running;

/// <summary>What is asked about one row: it counts once, however many of its pairs break the rule.</summary>
/// <param name="Rows">
/// Of a chain rows in an order that the rule follows, each compared with the furthest before it; else the row and what it is changed to. A single row asks nothing.
/// </param>
/// <param name="IsChain">Whether they are a chain.</param>
internal sealed record RowCase(IReadOnlyList<BehaviourRow> Rows, bool IsChain = false);
