namespace Saker.Onnx;

/// <summary>Name, element type and shape of a graph's input or output.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Extents, outermost first; -1 where the extent is free.</param>
public sealed record TensorSpec(string Name, ElementType Type, IReadOnlyList<long> Shape)
{
    public override string ToString() => $"{Name}: {Type}[{string.Join(", ", Shape)}]";
}
