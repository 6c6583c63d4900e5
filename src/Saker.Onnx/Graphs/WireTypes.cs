using Saker.Onnx.Wire;

namespace Saker.Onnx.Graphs;

/// <summary>Tensor types between their wire form and ours.</summary>
internal static class WireTypes
{
    public static ValueInfoProto ValueInfo(string name, ElementType type, ReadOnlySpan<long> shape)
    {
        var dimensions = new TensorShapeProto();
        for (var i = 0; i < shape.Length; i++)
            dimensions.Dim.Add(shape[i] >= 0 ? new TensorShapeProto.Types.Dimension { DimValue = shape[i] } : new() { DimParam = i == 0 ? "N" : $"D{i}" });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } },
        };
    }

    /// <summary>The tensor that a value info describes, or null when it is no dense tensor (a sequence, a map).</summary>
    public static TensorSpec? Spec(ValueInfoProto info) => info.Type?.TensorType is { } tensor
        ? new TensorSpec(info.Name, (ElementType)tensor.ElemType, [.. (tensor.Shape?.Dim ?? []).Select(dim => dim.HasDimValue ? dim.DimValue : -1)])
        : null;
}
