using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers in which everything is joined with everything.</summary>
public static class DenseLayers
{
    /// <summary>The last extent mapped linearly: <c>layer.weight</c> [inputs, width] and <c>layer.bias</c> [width].</summary>
    /// <param name="value">[rows, ..., inputs].</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="width">The last extent of the result, 1 or more.</param>
    /// <param name="initialiser">Initial weights; <see cref="Initialiser.He"/> where left out.</param>
    /// <param name="hasBias">Whether a shift is added, 0 at first.</param>
    public static NetworkValue Dense(this NetworkValue value, string layer, int width, Initialiser? initialiser = null, bool hasBias = true)
    {
        var network = value.Network;
        network.Claim(layer);
        LayerShapes.Numbers(layer, value, "numbers [rows, ..., inputs]", 2, 3, 4);
        LayerShapes.AtLeast(layer, "a width", width, 1);
        var inputs = value.Shape[^1];
        long[] shape = [.. value.Shape.SkipLast(1), width];
        var weight = network.Parameter(layer, "weight", network.Draw(initialiser ?? Initialiser.He, [inputs, width], inputs, width));
        var bias = hasBias ? network.Parameter(layer, "bias", Tensor.Of(new float[width], width), isDecayed: false) : Value.None;
        if (value.Rank == 2)
            return network.Node("Gemm", shape, hasBias ? [value.Value, weight, bias] : [value.Value, weight]);
        var product = network.Node("MatMul", shape, [value.Value, weight]);
        return hasBias ? network.Node("Add", shape, [product.Value, bias]) : product;
    }
}
