namespace Saker.Onnx.Sessions;

/// <param name="Index">The input of the node.</param>
/// <param name="Need">What it must be.</param>
/// <param name="Rank">How many extents, where the need is of those.</param>
internal readonly record struct FragileInput(int Index, FragileNeed Need, int Rank = 0);
