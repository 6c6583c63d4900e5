using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers that lay values out otherwise. Rows stay rows.</summary>
public static class ShapeLayers
{
    /// <summary>All of a row in one extent: [rows, elements].</summary>
    public static NetworkValue Flatten(this NetworkValue value) => value.Rank == 2 ? value : value.Reshape(value.Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent));

    /// <summary>The same elements in other extents.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shape">Extents of a row.</param>
    public static NetworkValue Reshape(this NetworkValue value, params IReadOnlyList<long> shape)
    {
        if (shape.Any(extent => extent < 1) || shape.Aggregate(1L, (product, extent) => product * extent) != value.Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent))
            throw LayerShapes.Wrong("Reshape", $"keeps the number of elements; it was given {value} for {NetworkValue.Text([-1, .. shape])}");
        return new NetworkValue(value.Network, value.Network.Graph.Reshape(value.Value, [0, .. shape]), [-1, .. shape]);
    }

    /// <summary>The two extents after the rows exchanged: sequences [rows, steps, features] as convolutions take them, [rows, features, steps], and back.</summary>
    public static NetworkValue Swap(this NetworkValue value)
    {
        LayerShapes.Numbers("Swap", value, "sequences [rows, steps, features]", 3);
        return value.Node("Transpose", [-1, value.Shape[2], value.Shape[1]], NodeAttribute.Of("perm", [0L, 2, 1]));
    }

    /// <summary>Steps of an axis picked by their numbers.</summary>
    internal static NetworkValue Pick(this NetworkValue value, int axis, params long[] steps)
    {
        long[] shape = [.. value.Shape];
        shape[axis] = steps.Length;
        return new NetworkValue(value.Network, value.Network.Graph.Gather(value.Value, value.Network.Graph.Integers(steps), axis), shape);
    }
}
