namespace Saker.Onnx.Training;

/// <summary>Where a parameter lies in the block of all.</summary>
internal sealed record ParameterSlot(string Name, long[] Shape, int Start, int Count);
