using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>What a layer gives and the next one takes: a value of the network with its type and shape. Layers are methods on it.</summary>
public sealed class NetworkValue
{
    internal NetworkValue(NetworkBuilder network, Value value, params ReadOnlySpan<long> shape)
    {
        Network = network;
        Value = value;
        Shape = shape.ToArray();
    }

    /// <summary>Extents; the first one is -1 and stands for the rows of a batch.</summary>
    public IReadOnlyList<long> Shape { get; }

    public ElementType Type => Value.Type;

    internal NetworkBuilder Network { get; }

    internal Value Value { get; }

    internal int Rank => Shape.Count;

    /// <summary>Extents as errors show them.</summary>
    internal string ShapeText => Text(Shape);

    /// <summary>A node over this value alone.</summary>
    internal NetworkValue Node(string operatorType, ReadOnlySpan<long> shape, params ReadOnlySpan<NodeAttribute> attributes) => Network.Node(operatorType, shape, [Value], attributes);

    internal static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape.Select((extent, axis) => axis == 0 && extent < 0 ? "rows" : extent.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";

    public override string ToString() => $"{Type}{ShapeText}";
}
