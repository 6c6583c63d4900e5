using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers over codes of words and categories.</summary>
public static class EmbeddingLayers
{
    /// <summary>A vector for each code: <c>layer.weight</c> [levels, width], normal with variance 1 / width at first. The result is [rows, ..., width].</summary>
    /// <param name="codes">Codes from 0 to <paramref name="levels"/> - 1; others fail the run.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="levels">The number of codes, 1 or more.</param>
    /// <param name="width">Width of a vector, 1 or more.</param>
    public static NetworkValue Embedding(this NetworkValue codes, string layer, int levels, int width)
    {
        var network = codes.Network;
        network.Claim(layer);
        LayerShapes.Codes(layer, codes);
        LayerShapes.AtLeast(layer, "levels", levels, 1);
        LayerShapes.AtLeast(layer, "a width", width, 1);
        var weight = network.Parameter(layer, "weight", network.Draw(Initialiser.Normal(1 / Math.Sqrt(width)), [levels, width], levels, width));
        return network.Node("Gather", [.. codes.Shape, width], [weight, codes.Value], NodeAttribute.Of("axis", 0));
    }

    /// <summary>A vector for each place of a sequence, added: <c>layer.weight</c> [steps, width].</summary>
    /// <param name="value">Sequences [rows, steps, width].</param>
    /// <param name="layer">The layer's name.</param>
    public static NetworkValue Positions(this NetworkValue value, string layer)
    {
        var network = value.Network;
        network.Claim(layer);
        LayerShapes.Numbers(layer, value, "sequences [rows, steps, width]", 3);
        var (steps, width) = (value.Shape[1], value.Shape[2]);
        var weight = network.Parameter(layer, "weight", network.Draw(Initialiser.Normal(0.1 / Math.Sqrt(width)), [steps, width], steps, width));
        return network.Node("Add", [.. value.Shape], [value.Value, weight]);
    }

    /// <summary>1 for codes that stand for something and 0 for <paramref name="padding"/>, as numbers of the same shape.</summary>
    /// <param name="codes">Codes [rows, ...].</param>
    /// <param name="padding">The code that fills up what is too short.</param>
    public static NetworkValue Present(this NetworkValue codes, long padding = 0)
    {
        LayerShapes.Codes("Present", codes);
        var graph = codes.Network.Graph;
        var absent = graph.Equal(codes.Value, graph.Scalar(ElementType.Int64, padding));
        return new NetworkValue(codes.Network, graph.Cast(graph.Not(absent), ElementType.Float32), [.. codes.Shape]);
    }

    /// <summary>One of several codes of a row: [rows].</summary>
    internal static NetworkValue Column(this NetworkValue codes, int column)
    {
        var graph = codes.Network.Graph;
        return new NetworkValue(codes.Network, graph.Gather(codes.Value, graph.Constant(Tensor.Scalar((long)column)), axis: 1), -1);
    }
}
