using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Gradients;

internal static class SpatialCases
{
    public static IEnumerable<GradientCase> All => [.. Convolutions, .. Transposed, .. Pools, .. Normalised, .. Resized];

    private static IEnumerable<GradientCase> Convolutions =>
    [
        Conv("Conv", [2, 2, 5, 6], [3, 2, 3, 3]),
        Conv("Conv, padded", [2, 2, 5, 6], [3, 2, 3, 3], Integers("pads", 1, 1, 1, 1)),
        Conv("Conv, padded on one side", [1, 2, 5, 6], [3, 2, 3, 2], Integers("pads", 0, 1, 2, 0)),
        Conv("Conv, padded by more than its kernel", [1, 2, 3, 3], [2, 2, 2, 2], Integers("pads", 2, 2, 2, 2)),
        Conv("Conv in steps", [2, 2, 6, 7], [3, 2, 3, 3], Integers("strides", 2, 2), Integers("pads", 1, 1, 1, 1)),
        Conv("Conv in longer steps than its kernel", [1, 2, 7, 8], [3, 2, 2, 2], Integers("strides", 3, 3)),
        Conv("Conv, dilated", [1, 2, 7, 7], [2, 2, 3, 2], Integers("dilations", 2, 3), Integers("pads", 1, 1, 1, 1)),
        Conv("Conv, dilated in steps", [1, 2, 9, 8], [2, 2, 3, 2], Integers("dilations", 2, 1), Integers("strides", 2, 3)),
        Conv("Conv in groups", [2, 4, 5, 5], [6, 2, 3, 3], NodeAttribute.Of("group", 2), Integers("pads", 1, 1, 1, 1)),
        Conv("Conv by channel", [2, 3, 5, 5], [3, 1, 3, 3], NodeAttribute.Of("group", 3), Integers("pads", 1, 1, 1, 1)),
        Conv("Conv by channel, several each, in steps", [1, 3, 6, 6], [6, 1, 3, 3], NodeAttribute.Of("group", 3), Integers("strides", 2, 2), Integers("pads", 1, 1, 1, 1)),
        Conv("Conv of one element", [2, 3, 4, 4], [5, 3, 1, 1]),
        Conv("Conv of one element in steps", [2, 3, 5, 4], [5, 3, 1, 1], Integers("strides", 2, 2)),
        Conv("Conv, same above", [1, 2, 5, 6], [3, 2, 3, 2], NodeAttribute.Of("auto_pad", "SAME_UPPER"), Integers("strides", 2, 2)),
        Conv("Conv, same below", [1, 2, 5, 6], [3, 2, 3, 2], NodeAttribute.Of("auto_pad", "SAME_LOWER"), Integers("strides", 2, 1)),
        Conv("Conv along one axis", [2, 2, 9], [3, 2, 3], Integers("pads", 1, 1), Integers("strides", 2)),
        Conv("Conv along one axis, dilated", [2, 2, 9], [3, 2, 3], Integers("dilations", 2)),
        Conv("Conv along three axes", [1, 2, 4, 4, 3], [2, 2, 2, 3, 2], Integers("pads", 0, 1, 0, 0, 1, 1)),
        Conv("Conv along three axes in steps", [1, 2, 5, 4, 4], [2, 2, 2, 3, 2], Integers("strides", 2, 1, 2)),
    ];

    private static IEnumerable<GradientCase> Transposed =>
    [
        Conv("ConvTranspose", [2, 2, 3, 4], [2, 3, 3, 3], transposed: true),
        Conv("ConvTranspose in steps", [1, 2, 3, 4], [2, 3, 3, 3], transposed: true, Integers("strides", 2, 2), Integers("pads", 1, 1, 1, 1), Integers("output_padding", 1, 1)),
        Conv("ConvTranspose in groups", [1, 4, 3, 3], [4, 2, 3, 2], transposed: true, NodeAttribute.Of("group", 2), Integers("strides", 2, 1)),
        Conv("ConvTranspose, dilated", [1, 2, 4, 4], [2, 2, 2, 3], transposed: true, Integers("dilations", 2, 1)),
        Conv("ConvTranspose to a shape", [1, 2, 3, 4], [2, 2, 3, 3], transposed: true, Integers("strides", 2, 2), Integers("output_shape", 6, 8)),
        Conv("ConvTranspose along one axis", [2, 2, 4], [2, 3, 3], transposed: true, Integers("strides", 2)),
        Conv("ConvTranspose along three axes", [1, 2, 3, 2, 3], [2, 2, 2, 2, 2], transposed: true, Integers("strides", 2, 1, 2)),
    ];

    private static IEnumerable<GradientCase> Pools =>
    [
        Pool("MaxPool, windows side by side", "MaxPool", [2, 2, 4, 6], 2, 3, Integers("strides", 2, 3)),
        Pool("MaxPool with a rest", "MaxPool", [1, 2, 5, 6], 2, 2, Integers("strides", 2, 2)),
        Pool("MaxPool, overlapping", "MaxPool", [1, 2, 5, 6], 3, 3, Integers("strides", 2, 2), Integers("pads", 1, 1, 1, 1)),
        Pool("MaxPool, rounded up", "MaxPool", [1, 2, 5, 6], 3, 2, Integers("strides", 2, 2), NodeAttribute.Of("ceil_mode", 1)),
        Pool("MaxPool, dilated", "MaxPool", [1, 2, 6, 6], 2, 2, Integers("dilations", 2, 2)),
        GradientCase.Of("MaxPool along one axis", "MaxPool", [Drawn.Of(2, 2, 6)], Integers("kernel_shape", 2), Integers("strides", 2)),
        GradientCase.Of("MaxPool along three axes", "MaxPool", [Drawn.Of(1, 2, 4, 2, 4)], Integers("kernel_shape", 2, 2, 2), Integers("strides", 2, 2, 2)),
        Pool("AveragePool", "AveragePool", [2, 2, 4, 6], 2, 3, Integers("strides", 2, 3)),
        Pool("AveragePool, overlapping, padding counted", "AveragePool", [1, 2, 5, 6], 3, 3, Integers("strides", 2, 2), Integers("pads", 1, 1, 1, 1), NodeAttribute.Of("count_include_pad", 1)),
        Pool("AveragePool, overlapping, padding not counted", "AveragePool", [1, 2, 5, 6], 3, 3, Integers("strides", 2, 1), Integers("pads", 1, 0, 1, 1)),
        Pool("AveragePool, rounded up", "AveragePool", [1, 2, 5, 6], 2, 2, Integers("strides", 2, 2), NodeAttribute.Of("ceil_mode", 1)),
        GradientCase.Of("AveragePool along one axis", "AveragePool", [Drawn.Of(2, 2, 7)], Integers("kernel_shape", 3), Integers("strides", 2)),
        GradientCase.Of("GlobalAveragePool", "GlobalAveragePool", [Drawn.Of(2, 3, 2, 4)]),
        GradientCase.Of("GlobalMaxPool", "GlobalMaxPool", [Drawn.Of(2, 3, 2, 4)]),
    ];

    private static IEnumerable<GradientCase> Normalised =>
    [
        new("BatchNormalization, frozen", (graph, values) => graph.Node("BatchNormalization",
            [.. values, graph.Constant(Tensor.Vector(0.1f, -0.2f, 0.3f)), graph.Constant(Tensor.Vector(0.5f, 1f, 2f))], ElementType.Float32), Drawn.Of(2, 3, 2, 2), Drawn.Positive(3), Drawn.Of(3)),
        GradientCase.Of("LayerNormalization", "LayerNormalization", [Drawn.Of(2, 3, 5), Drawn.Positive(5), Drawn.Of(5)]),
        GradientCase.Of("LayerNormalization over two axes", "LayerNormalization", [Drawn.Of(2, 3, 4), Drawn.Positive(3, 4), Drawn.Of(3, 4)], NodeAttribute.Of("axis", 1)),
        GradientCase.Of("LayerNormalization without shift", "LayerNormalization", [Drawn.Of(2, 5), Drawn.Positive(5)], NodeAttribute.Of("epsilon", 0.1f)),
        GradientCase.Of("InstanceNormalization", "InstanceNormalization", [Drawn.Of(2, 3, 2, 3), Drawn.Positive(3), Drawn.Of(3)]),
        GradientCase.Of("GroupNormalization", "GroupNormalization", [Drawn.Of(2, 4, 2, 3), Drawn.Positive(4), Drawn.Of(4)], NodeAttribute.Of("num_groups", 2)) with { Opset = 21 },
        GradientCase.Of("GroupNormalization of a group each", "GroupNormalization", [Drawn.Of(2, 4, 2, 3), Drawn.Positive(2), Drawn.Of(2)], NodeAttribute.Of("num_groups", 2)) with { Opset = 18 },
        GradientCase.Of("LpNormalization", "LpNormalization", [Drawn.Of(3, 4)]),
        GradientCase.Of("LpNormalization of sums", "LpNormalization", [Drawn.Of(3, 4)], NodeAttribute.Of("p", 1), NodeAttribute.Of("axis", 0)),
    ];

    private static IEnumerable<GradientCase> Resized =>
    [
        Resize("nearest, twice as large", [1, 2, 3, 4], [1, 1, 2, 2], NodeAttribute.Of("mode", "nearest")),
        Resize("nearest, asymmetric", [1, 2, 3, 4], [1, 1, 1.5f, 3], NodeAttribute.Of("mode", "nearest"), NodeAttribute.Of("coordinate_transformation_mode", "asymmetric"), NodeAttribute.Of("nearest_mode", "floor")),
        Resize("linear", [1, 2, 3, 4], [1, 1, 2, 1.5f], NodeAttribute.Of("mode", "linear")),
        Resize("linear, corners aligned", [1, 2, 3, 4], [1, 1, 2, 2], NodeAttribute.Of("mode", "linear"), NodeAttribute.Of("coordinate_transformation_mode", "align_corners")),
        Resize("linear, smaller", [1, 1, 6, 8], [1, 1, 0.5f, 0.5f], NodeAttribute.Of("mode", "linear")),
        Resize("cubic", [1, 1, 4, 5], [1, 1, 2, 2], NodeAttribute.Of("mode", "cubic")),
        new("Resize to extents, linear", (graph, values) => graph.Node("Resize", [values[0], Value.None, Value.None, graph.Integers(1, 2, 5, 7)], ElementType.Float32, [NodeAttribute.Of("mode", "linear")]), Drawn.Of(1, 2, 3, 4)),
    ];

    private static GradientCase Resize(string name, long[] shape, float[] scales, params NodeAttribute[] attributes) => new($"Resize {name}",
        (graph, values) => graph.Node("Resize", [values[0], Value.None, graph.Constant(Tensor.Vector(scales))], ElementType.Float32, attributes), Drawn.Of(shape));

    private static GradientCase Conv(string name, long[] input, long[] kernel, params NodeAttribute[] attributes) => GradientCase.Of(name, "Conv", [Drawn.Of(input), Drawn.Of(kernel), Drawn.Of(kernel[0])], attributes);

    private static GradientCase Conv(string name, long[] input, long[] kernel, bool transposed, params NodeAttribute[] attributes) =>
        GradientCase.Of(name, "ConvTranspose", [Drawn.Of(input), Drawn.Of(kernel), Drawn.Of(kernel[1] * (name.Contains("groups", StringComparison.Ordinal) ? 2 : 1))], attributes);

    private static GradientCase Pool(string name, string operatorType, long[] shape, long high, long wide, params NodeAttribute[] attributes) =>
        GradientCase.Of(name, operatorType, [Drawn.Of(shape)], [Integers("kernel_shape", high, wide), .. attributes]);

    private static NodeAttribute Integers(string name, params long[] values) => NodeAttribute.Of(name, values);
}
