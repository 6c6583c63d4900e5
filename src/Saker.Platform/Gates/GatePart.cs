using Saker.Learning.Scores;

namespace Saker.Platform.Gates;

/// <summary>One of several things that a gate measured, such as a segment.</summary>
/// <param name="Name">What it is, such as <c>Contract = One year</c>.</param>
/// <param name="Outcome">What came of it alone.</param>
/// <param name="Value">What was measured; NaN when it could not be.</param>
/// <param name="Interval">How sure that is.</param>
/// <param name="RowCount">On how many rows.</param>
public sealed record GatePart(string Name, GateOutcome Outcome, double Value, Interval Interval, int RowCount);
