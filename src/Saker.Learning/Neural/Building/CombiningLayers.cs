using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers that bring branches of a network together.</summary>
public static class CombiningLayers
{
    /// <summary>The sum of two values of one shape.</summary>
    public static NetworkValue Add(this NetworkValue value, NetworkValue other) => Pair("Add", value, other);

    /// <summary>The product, element by element, of two values of one shape.</summary>
    public static NetworkValue Multiply(this NetworkValue value, NetworkValue other) => Pair("Mul", value, other);

    /// <summary>A value and what a branch makes of it, added (He et al. 2016); the branch keeps the shape.</summary>
    public static NetworkValue Residual(this NetworkValue value, Func<NetworkValue, NetworkValue> branch) => value.Add(branch(value));

    /// <summary>Values side by side.</summary>
    /// <param name="value">The first.</param>
    /// <param name="axis">The axis that becomes longer, from 1 or, from the end, below 0; all others agree.</param>
    /// <param name="others">The others, in order.</param>
    public static NetworkValue Concat(this NetworkValue value, int axis, params IReadOnlyList<NetworkValue> others)
    {
        var at = axis < 0 ? axis + value.Rank : axis;
        NetworkValue[] all = [value, .. others];
        foreach (var one in all)
            value.Network.Own("Concat", one);
        if (at < 1 || at >= value.Rank || all.Any(one => one.Rank != value.Rank || one.Type != value.Type || one.Shape.Where((extent, i) => i != at && extent != value.Shape[i]).Any()))
            throw LayerShapes.Wrong("Concat", $"joins along axis {axis} values that agree in all others; it was given {string.Join(", ", all.Select(one => one.ToString()))}");
        if (others.Count == 0)
            return value;
        long[] shape = [.. value.Shape];
        shape[at] = all.Sum(one => one.Shape[at]);
        return new NetworkValue(value.Network, value.Network.Graph.Concat(at, [.. all.Select(one => one.Value)]), shape);
    }

    private static NetworkValue Pair(string operatorType, NetworkValue value, NetworkValue other)
    {
        value.Network.Own(operatorType, other);
        LayerShapes.Numbers(operatorType, value, "numbers", 1, 2, 3, 4);
        if (other.Type != value.Type || !other.Shape.SequenceEqual(value.Shape))
            throw LayerShapes.Wrong(operatorType, $"takes two values of one shape; it was given {value} and {other}");
        return value.Network.Node(operatorType, [.. value.Shape], [value.Value, other.Value]);
    }
}
