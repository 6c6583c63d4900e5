namespace Saker.Learning.Scores.Calibrating;

/// <summary>Neighbouring places with one value.</summary>
/// <param name="End">The place after its last one.</param>
/// <param name="Mean">The weighted mean of their values.</param>
/// <param name="Weight">The sum of their weights.</param>
internal readonly record struct PooledBlock(int End, double Mean, double Weight);
