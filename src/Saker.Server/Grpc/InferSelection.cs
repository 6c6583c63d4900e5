namespace Saker.Server.Grpc;

/// <summary>Which outputs a request wants, by index and in its order, and in which form.</summary>
internal readonly record struct InferSelection(int[] Outputs, bool IsRaw);
