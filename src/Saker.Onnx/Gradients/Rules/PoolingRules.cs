using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Windows reduced to their mean or largest element.</summary>
internal static class PoolingRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("MaxPool", MaxPool, ColumnMajor);
        rules.Add("AveragePool", AveragePool);
        rules.Add("GlobalAveragePool", GlobalAverage);
        rules.Add("GlobalMaxPool", GlobalMax);
    }

    private static string? ColumnMajor(NodeProto node) => node.Integer("storage_order", 0) == 0 ? null : "counts positions by columns (storage_order)";

    private static void MaxPool(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var (wide, narrow) = (node.Shape(node.In(0)), node.Shape(node.Out()));
        var windows = Windows.Of(node.Node, node.Node.Integers("kernel_shape")!, wide[2..], narrow[2..]);
        if (Tiles(windows, wide, narrow))
        {
            node.Give(0, Shared(node, windows, wide, narrow));
            return;
        }
        // Windows that overlap: every one adds at the position where its largest was.
        var positions = node.Ask(1, narrow);
        var count = Extents.Count(narrow);
        var flat = GatherRules.AddAt(emit, [Extents.Count(wide)], emit.Reshape(positions, count), emit.Reshape(node.Gradient, count), 0);
        node.Give(0, emit.Reshape(flat, wide));
    }

    private static bool Tiles(Windows windows, long[] wide, long[] narrow) =>
        windows.Strides.SequenceEqual(windows.Kernel) && windows.Dilations.All(dilation => dilation == 1) && windows.Begin.Concat(windows.End).All(pad => pad == 0)
        && Enumerable.Range(0, windows.Rank).All(i => wide[i + 2] == narrow[i + 2] * windows.Kernel[i]);

    // Windows beside each other: comparing with the largest is faster than asking where it was, which has the engine take a slow kernel. Equals share.
    private static string Shared(GradientNode node, Windows windows, long[] wide, long[] narrow)
    {
        var emit = node.Emit;
        var mask = emit.Mask("Equal", node.In(0), Repeated(emit, node.Out(), windows, wide));
        var equals = emit.Mul(emit.Node("AveragePool", narrow, [mask], NodeAttribute.Of("kernel_shape", windows.Kernel), NodeAttribute.Of("strides", windows.Strides)), windows.Size);
        return emit.Mul(mask, Repeated(emit, emit.Div(node.Gradient, equals), windows, wide));
    }

    private static string Repeated(Emitter emit, string value, Windows windows, long[] wide) => emit.Node("Resize", wide,
        [value, "", emit.Constant(Tensor.Vector([1f, 1f, .. windows.Kernel.Select(extent => (float)extent)]))],
        NodeAttribute.Of("mode", "nearest"), NodeAttribute.Of("coordinate_transformation_mode", "asymmetric"), NodeAttribute.Of("nearest_mode", "floor"));

    private static void AveragePool(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var (wide, narrow) = (node.Shape(node.In(0)), node.Shape(node.Out()));
        var windows = Windows.Of(node.Node, node.Node.Integers("kernel_shape")!, wide[2..], narrow[2..]);
        var share = emit.Mul(node.Gradient, emit.Constant(Shares(windows, wide[2..], narrow[2..], node.Node.Integer("count_include_pad", 0) != 0)));
        var ones = new float[wide[1] * windows.Size];
        Array.Fill(ones, 1);
        node.Give(0, windows.Transposed(emit, share, emit.Constant(Tensor.Of(ones, [wide[1], 1, .. windows.Kernel])), wide, wide[1]));
    }

    // One over the number of elements that each window's mean is of.
    private static Tensor Shares(Windows windows, long[] wide, long[] narrow, bool countsPadding)
    {
        var shares = new float[Extents.Count(narrow)];
        for (var i = 0; i < shares.Length; i++)
        {
            var (rest, count) = ((long)i, 1L);
            for (var axis = windows.Rank - 1; axis >= 0; axis--)
            {
                var start = rest % narrow[axis] * windows.Strides[axis] - windows.Begin[axis];
                rest /= narrow[axis];
                var (low, high) = countsPadding ? (-windows.Begin[axis], wide[axis] + windows.End[axis]) : (0, wide[axis]);
                count *= Enumerable.Range(0, (int)windows.Kernel[axis]).Count(tap => start + tap * windows.Dilations[axis] is var at && at >= low && at < high);
            }
            shares[i] = 1f / count;
        }
        return Tensor.Of(shares, [1, 1, .. narrow]);
    }

    private static void GlobalAverage(GradientNode node)
    {
        var shape = node.Shape(node.In(0));
        if (node.Wants(0))
            node.Give(0, node.Emit.Expand(node.Emit.Mul(node.Gradient, 1f / Extents.Count(shape.AsSpan(2))), shape));
    }

    private static void GlobalMax(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var mask = node.Emit.Mask("Equal", node.In(0), node.Out());
        node.Give(0, node.Emit.Mul(mask, node.Emit.Div(node.Gradient, node.Emit.Unbroadcast(mask, node.Shape(node.Out())))));
    }
}
