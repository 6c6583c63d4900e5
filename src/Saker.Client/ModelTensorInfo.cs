namespace Saker.Client;

/// <summary>A tensor of a model: its name, the type of its elements such as <c>float32</c>, and its extents, -1 where they are free.</summary>
public sealed record ModelTensorInfo(string Name, string Type, IReadOnlyList<long> Shape);
