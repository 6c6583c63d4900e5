namespace Saker.Onnx.Attribution;

/// <summary>What each element of a row contributed to an output, against a baseline.</summary>
/// <param name="Contributions">By input, of the shape of one row.</param>
/// <param name="Index">The class that is explained.</param>
/// <param name="Output">The output at the row.</param>
/// <param name="BaselineOutput">The output at the baseline.</param>
/// <param name="Gap">The sum of contributions less the output's change: how far they are from complete.</param>
/// <param name="StepCount">Points of the path.</param>
public sealed record IntegratedAttribution(IReadOnlyDictionary<string, Tensor> Contributions, int Index, double Output, double BaselineOutput, double Gap, int StepCount);
