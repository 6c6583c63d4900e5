using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers that make one value of several neighbours.</summary>
public static class PoolingLayers
{
    private const string Taken = "sequences [rows, channels, steps] or images [rows, channels, height, width]";

    /// <summary>The largest of each window.</summary>
    /// <param name="value">Sequences [rows, channels, steps] or images [rows, channels, height, width].</param>
    /// <param name="size">Extent of a window, 1 or more.</param>
    /// <param name="stride">Steps from one window to the next; as its extent where left out.</param>
    public static NetworkValue MaxPool(this NetworkValue value, int size, int? stride = null) => Pool("MaxPool", value, size, stride);

    /// <summary>The mean of each window, see <see cref="MaxPool"/>.</summary>
    public static NetworkValue AveragePool(this NetworkValue value, int size, int? stride = null) => Pool("AveragePool", value, size, stride);

    /// <summary>The mean over all places: [rows, channels].</summary>
    public static NetworkValue GlobalAveragePool(this NetworkValue value) => Global("GlobalAveragePool", value);

    /// <summary>The largest over all places: [rows, channels].</summary>
    public static NetworkValue GlobalMaxPool(this NetworkValue value) => Global("GlobalMaxPool", value);

    /// <summary>The mean over the steps that a mask marks: [rows, width]. Rows without any give zeros.</summary>
    /// <param name="value">Sequences [rows, steps, width].</param>
    /// <param name="mask">[rows, steps], 1 for a step that counts and 0 for one that does not, see <see cref="EmbeddingLayers.Present"/>.</param>
    public static NetworkValue MaskedMean(this NetworkValue value, NetworkValue mask)
    {
        var network = value.Network;
        network.Own("MaskedMean", mask);
        LayerShapes.Numbers("MaskedMean", value, "sequences [rows, steps, width]", 3);
        LayerShapes.Numbers("MaskedMean", mask, "a mask [rows, steps]", 2);
        if (mask.Shape[1] != value.Shape[1])
            throw LayerShapes.Wrong("MaskedMean", $"takes a mask of as many steps as there are; it was given {value} and {mask}");
        var graph = network.Graph;
        var sum = graph.ReduceSum(graph.Multiply(value.Value, graph.Unsqueeze(mask.Value, 2)), [1], keep: false);
        var count = graph.Max(graph.ReduceSum(mask.Value, [1]), graph.Constant(Onnx.Tensor.Scalar(1f)));
        return new NetworkValue(network, graph.Divide(sum, count), -1, value.Shape[2]);
    }

    private static NetworkValue Pool(string kind, NetworkValue value, int size, int? stride)
    {
        LayerShapes.Numbers(kind, value, Taken, 3, 4);
        LayerShapes.AtLeast(kind, "a size", size, 1);
        LayerShapes.AtLeast(kind, "a stride", stride ?? 1, 1);
        var shape = ConvolutionLayers.Places(kind, value, value.Shape[1], stride ?? size, size - 1, 0);
        var places = value.Rank - 2;
        return value.Node(kind, shape, NodeAttribute.Of("kernel_shape", ConvolutionLayers.Repeat(size, places)), NodeAttribute.Of("strides", ConvolutionLayers.Repeat(stride ?? size, places)));
    }

    private static NetworkValue Global(string kind, NetworkValue value)
    {
        LayerShapes.Numbers(kind, value, Taken, 3, 4);
        var pooled = value.Node(kind, [-1, value.Shape[1], .. Enumerable.Repeat(1L, value.Rank - 2)]);
        return pooled.Flatten();
    }
}
