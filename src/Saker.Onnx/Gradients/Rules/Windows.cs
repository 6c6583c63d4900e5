using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>How a convolution or a pooling moves over its input: extents without batch and channels, padding worked out.</summary>
internal sealed record Windows(long[] Kernel, long[] Strides, long[] Dilations, long[] Begin, long[] End, long Group)
{
    /// <param name="node">The node.</param>
    /// <param name="kernel">The kernel's extents.</param>
    /// <param name="wide">Extents of the side that windows move over.</param>
    /// <param name="narrow">Extents of the side that has an element for each window.</param>
    public static Windows Of(NodeProto node, long[] kernel, long[] wide, long[] narrow)
    {
        var rank = kernel.Length;
        var strides = node.Integers("strides") ?? Ones(rank);
        var dilations = node.Integers("dilations") ?? Ones(rank);
        var pads = node.Integers("pads") ?? new long[2 * rank];
        var begin = pads[..rank];
        var end = pads[rank..];
        var mode = node.Text("auto_pad", "NOTSET");
        for (var i = 0; i < rank && mode is not ("NOTSET" or ""); i++)
        {
            var total = mode == "VALID" ? 0 : Math.Max(0, strides[i] * (narrow[i] - 1) + dilations[i] * (kernel[i] - 1) + 1 - wide[i]);
            begin[i] = mode == "SAME_LOWER" ? total - total / 2 : total / 2;
            end[i] = total - begin[i];
        }
        return new Windows(kernel, strides, dilations, begin, end, node.Integer("group", 1));
    }

    public int Rank => Kernel.Length;

    public int Size => (int)Extents.Count(Kernel);

    public bool IsPlain => Strides.All(stride => stride == 1) && Begin.Concat(End).All(pad => pad == 0);

    /// <summary>How far a window reaches along an axis.</summary>
    public long Span(int axis) => Dilations[axis] * (Kernel[axis] - 1) + 1;

    public NodeAttribute[] Attributes(long group) => Attributes(group, Begin, End);

    private NodeAttribute[] Attributes(long group, long[] begin, long[] end) =>
    [
        NodeAttribute.Of("kernel_shape", Kernel), NodeAttribute.Of("strides", Strides), NodeAttribute.Of("dilations", Dilations),
        NodeAttribute.Of("pads", begin.Concat(end)), NodeAttribute.Of("group", group),
    ];

    /// <summary>Sums what windows gave back at their places, the reverse of a convolution.</summary>
    /// <param name="emit">Where to.</param>
    /// <param name="narrow">A value for each window, [N, C, ...].</param>
    /// <param name="kernel">The kernels, [C, M / group, ...].</param>
    /// <param name="wide">The extents to give, [N, M, ...].</param>
    /// <param name="group">Groups of channels.</param>
    public string Transposed(Emitter emit, string narrow, string kernel, long[] wide, long group)
    {
        var from = emit.Shape(narrow);
        var end = new long[Rank];
        var added = new long[Rank];
        for (var i = 0; i < Rank; i++)
        {
            // What the last window does not reach is added; what windows reach beyond the end is cut off.
            var over = Strides[i] * (from[i + 2] - 1) + Span(i) - Begin[i] - wide[i + 2];
            end[i] = Math.Max(0, over);
            added[i] = Math.Max(0, -over);
        }
        return emit.Node("ConvTranspose", wide, [narrow, kernel], [.. Attributes(group, Begin, end), NodeAttribute.Of("output_padding", added)]);
    }

    /// <summary>
    /// The elements of each window one below the other: [N, C * size, windows]. A convolution whose kernels are each one element
    /// does it, and heeds padding, strides and dilations.
    /// </summary>
    public string Unfold(Emitter emit, string wide, ReadOnlySpan<long> narrow)
    {
        var shape = emit.Shape(wide);
        var channels = shape[1];
        var windows = Extents.Count(narrow);
        if (Size == 1 && IsPlain)
            return emit.Reshape(wide, shape[0], channels, windows);
        var taps = new float[channels * Size * Size];
        for (var i = 0; i < channels * Size; i++)
            taps[i * Size + i % Size] = 1;
        var kernel = emit.Constant(Tensor.Of(taps, [channels * Size, 1, .. Kernel]));
        return emit.Reshape(emit.Node("Conv", [shape[0], channels * Size, .. narrow], [wide, kernel], Attributes(channels)), shape[0], channels * Size, windows);
    }

    public static long[] Ones(int rank)
    {
        var ones = new long[rank];
        Array.Fill(ones, 1);
        return ones;
    }
}
