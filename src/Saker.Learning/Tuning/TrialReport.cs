namespace Saker.Learning.Tuning;

/// <summary>How a trial does on the way.</summary>
/// <param name="Step">How far it is, counted from 1 in whatever the objective spends: folds, rounds, epochs.</param>
/// <param name="Value">The objective as far as it is known then; comparable with what other trials report at the same step.</param>
public readonly record struct TrialReport(long Step, double Value);
