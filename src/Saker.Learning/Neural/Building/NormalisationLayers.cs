using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers that bring values to mean 0 and variance 1, and from there to a scale and shift that are learned.</summary>
public static class NormalisationLayers
{
    /// <summary>
    /// Each channel by mean and variance of the batch in training, and by those that were stored afterwards (Ioffe and Szegedy 2015): <c>layer.scale</c>, <c>layer.bias</c>, and the stored
    /// <c>layer.mean</c> and <c>layer.variance</c>, each [channels].
    /// </summary>
    /// <param name="value">[rows, channels], or sequences or images with their channels second.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="momentum">How much of the stored mean and variance each batch leaves, 0 or more and less than 1.</param>
    public static NetworkValue BatchNorm(this NetworkValue value, string layer, float momentum = 0.9f)
    {
        var network = value.Network;
        network.Claim(layer);
        LayerShapes.Numbers(layer, value, "numbers [rows, channels, ...]", 2, 3, 4);
        LayerShapes.Share(layer, "a momentum", momentum);
        var channels = (int)value.Shape[1];
        var scale = network.Parameter(layer, "scale", Ones(channels), isDecayed: false);
        var bias = network.Parameter(layer, "bias", Zeros(channels), isDecayed: false);
        var mean = network.Kept(layer, "mean", Zeros(channels));
        var variance = network.Kept(layer, "variance", Ones(channels));
        return network.Node("BatchNormalization", [.. value.Shape], [value.Value, scale, bias, mean, variance], NodeAttribute.Of("momentum", momentum));
    }

    /// <summary>Each row, and each step of it, over its last extent (Ba et al. 2016): <c>layer.scale</c> and <c>layer.bias</c>, each [width].</summary>
    /// <param name="value">[rows, ..., width].</param>
    /// <param name="layer">The layer's name.</param>
    public static NetworkValue LayerNorm(this NetworkValue value, string layer)
    {
        var network = value.Network;
        network.Claim(layer);
        LayerShapes.Numbers(layer, value, "numbers [rows, ..., width]", 2, 3, 4);
        var width = (int)value.Shape[^1];
        var scale = network.Parameter(layer, "scale", Ones(width), isDecayed: false);
        var bias = network.Parameter(layer, "bias", Zeros(width), isDecayed: false);
        return network.Node("LayerNormalization", [.. value.Shape], [value.Value, scale, bias], NodeAttribute.Of("axis", -1));
    }

    private static Tensor Zeros(int count) => Tensor.Of(new float[count], count);

    private static Tensor Ones(int count) => Tensor.Vector([.. Enumerable.Repeat(1f, count)]);
}
