namespace Saker.Learning.Sequential;

/// <summary>Requests of both arms.</summary>
/// <param name="Control">Of the control.</param>
/// <param name="Candidate">Of the candidate.</param>
public readonly record struct ArmTotals(long Control, long Candidate);
