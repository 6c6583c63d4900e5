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
    /// The elements of each window, [C, size * windows, N]: looked up by place, for all rows of the batch at once, as they then lie beside each other.
    /// </summary>
    public string Gathered(Emitter emit, string wide, ReadOnlySpan<long> narrow)
    {
        var shape = emit.Shape(wide);
        var channels = shape[1];
        var padded = SliceRules.Padded(emit, wide, [0, 0, .. Begin.Select(pad => Math.Max(0, pad))], [0, 0, .. Beyond(shape.AsSpan(2), narrow)]);
        var extents = emit.Shape(padded)[2..];
        var places = emit.Transpose(emit.Reshape(padded, shape[0], channels, Extents.Count(extents)), 1, 2, 0);
        return Size == 1 && IsPlain ? places : emit.Gather(places, emit.Constant(Tensor.Vector(Places(extents, narrow))), 1);
    }

    // How far the last windows reach beyond the end.
    private long[] Beyond(ReadOnlySpan<long> wide, ReadOnlySpan<long> narrow)
    {
        var beyond = new long[Rank];
        for (var axis = 0; axis < Rank; axis++)
            beyond[axis] = Math.Max(0, Strides[axis] * (narrow[axis] - 1) + Span(axis) - Begin[axis] - wide[axis]);
        return beyond;
    }

    // The place of each element of each window in what it moves over: elements outermost.
    private long[] Places(ReadOnlySpan<long> extents, ReadOnlySpan<long> narrow)
    {
        var windows = Extents.Count(narrow);
        var places = new long[Size * windows];
        for (var i = 0L; i < places.Length; i++)
        {
            var (element, window, step) = (i / windows, i % windows, 1L);
            for (var axis = Rank - 1; axis >= 0; axis--)
            {
                places[i] += (window % narrow[axis] * Strides[axis] + element % Kernel[axis] * Dilations[axis]) * step;
                element /= Kernel[axis];
                window /= narrow[axis];
                step *= extents[axis];
            }
        }
        return places;
    }

    public static long[] Ones(int rank)
    {
        var ones = new long[rank];
        Array.Fill(ones, 1);
        return ones;
    }
}
