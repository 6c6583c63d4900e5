using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Convolutions over sequences and images.</summary>
public static class ConvolutionLayers
{
    /// <summary>
    /// Convolves: <c>layer.weight</c> [channels, channels before / groups, kernel, ...] and <c>layer.bias</c> [channels].
    /// </summary>
    /// <param name="value">Sequences [rows, channels, steps] or images [rows, channels, height, width].</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="channels">Channels of the result, 1 or more.</param>
    /// <param name="kernel">Extent of the kernel, the same along each axis, 1 or more.</param>
    /// <param name="settings">Stride, padding and the like; the usual ones where left out.</param>
    public static NetworkValue Conv(this NetworkValue value, string layer, int channels, int kernel, ConvolutionSettings? settings = null)
    {
        settings ??= new ConvolutionSettings();
        var network = value.Network;
        network.Claim(layer);
        LayerShapes.Numbers(layer, value, "sequences [rows, channels, steps] or images [rows, channels, height, width]", 3, 4);
        Check(layer, value, channels, kernel, settings);
        var places = value.Rank - 2;
        var whole = (kernel - 1L) * settings.Dilation;
        var (before, after) = settings.Padding is { } padding ? (padding, padding) : (whole / 2, whole - whole / 2);
        var shape = Places(layer, value, channels, settings.Stride, whole, before + after);

        long[] extents = [channels, value.Shape[1] / settings.Groups, .. Enumerable.Repeat((long)kernel, places)];
        var area = extents.Skip(2).Aggregate(1L, (product, extent) => product * extent);
        var weight = network.Parameter(layer, "weight", network.Draw(settings.Initialiser ?? Initialiser.He, extents, extents[1] * area, channels / settings.Groups * area));
        Value[] inputs = [value.Value, weight];
        if (settings.HasBias)
            inputs = [.. inputs, network.Parameter(layer, "bias", Tensor.Of(new float[channels], channels), isDecayed: false)];
        return network.Node("Conv", shape, inputs,
            NodeAttribute.Of("kernel_shape", Repeat(kernel, places)), NodeAttribute.Of("strides", Repeat(settings.Stride, places)), NodeAttribute.Of("dilations", Repeat(settings.Dilation, places)),
            NodeAttribute.Of("pads", [.. Repeat(before, places), .. Repeat(after, places)]), NodeAttribute.Of("group", settings.Groups));
    }

    /// <summary>The shape that windows of an extent leave.</summary>
    internal static long[] Places(string layer, NetworkValue value, long channels, long stride, long reach, long padding)
    {
        if (value.Shape.Skip(2).FirstOrDefault(extent => extent + padding <= reach, -1) is >= 0)
            throw LayerShapes.Wrong(layer, $"has a window of {reach + 1} steps, larger than what it is given: {value}{(padding > 0 ? $" with {padding} zeros added" : "")}");
        return [-1, channels, .. value.Shape.Skip(2).Select(extent => (extent + padding - reach - 1) / stride + 1)];
    }

    internal static IEnumerable<long> Repeat(long value, int count) => Enumerable.Repeat(value, count);

    private static void Check(string layer, NetworkValue value, int channels, int kernel, ConvolutionSettings settings)
    {
        LayerShapes.AtLeast(layer, "channels", channels, 1);
        LayerShapes.AtLeast(layer, "a kernel", kernel, 1);
        LayerShapes.AtLeast(layer, "a stride", settings.Stride, 1);
        LayerShapes.AtLeast(layer, "a dilation", settings.Dilation, 1);
        LayerShapes.AtLeast(layer, "padding", settings.Padding ?? 0, 0);
        LayerShapes.AtLeast(layer, "groups", settings.Groups, 1);
        if (value.Shape[1] % settings.Groups != 0 || channels % settings.Groups != 0)
            throw LayerShapes.Wrong(layer, $"has {settings.Groups} groups, which must divide both its {value.Shape[1]} channels before and its {channels} after; it was given {value}");
    }
}
