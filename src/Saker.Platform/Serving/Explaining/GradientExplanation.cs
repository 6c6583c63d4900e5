namespace Saker.Platform.Serving.Explaining;

/// <summary>What the columns of one row contributed to an output, by integrated gradients.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Class">The class that is explained, from 0.</param>
/// <param name="Output">The output at the row.</param>
/// <param name="BaselineOutput">The output where all numbers are zero.</param>
/// <param name="Gap">How far contributions are from the output's change.</param>
/// <param name="StepCount">Points of the path.</param>
/// <param name="Factors">Those that contributed most first.</param>
public sealed record GradientExplanation(int Row, int Class, double Output, double BaselineOutput, double Gap, int StepCount, IReadOnlyList<GradientFactor> Factors);
