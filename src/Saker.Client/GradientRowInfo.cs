namespace Saker.Client;

/// <summary>What the columns of one row contributed to an output against a row of zeros; the gap says how far they are from complete.</summary>
public sealed record GradientRowInfo(int Row, int Class, double Output, double BaselineOutput, double Gap, int StepCount, IReadOnlyList<GradientFactorInfo> Factors);
