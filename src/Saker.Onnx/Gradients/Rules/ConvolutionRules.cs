using Saker.Onnx.Editing;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Convolutions of any rank: grouped, depthwise, dilated, with strides, and transposed.</summary>
internal static class ConvolutionRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("Conv", Convolution);
        rules.Add("ConvTranspose", Transposed);
    }

    private static void Convolution(GradientNode node)
    {
        var emit = node.Emit;
        var (wide, kernel, narrow) = (node.Shape(node.In(0)), node.Shape(node.In(1)), node.Shape(node.Out()));
        var windows = Windows.Of(node.Node, kernel[2..], wide[2..], narrow[2..]);
        if (node.Wants(0))
            node.Give(0, Backwards(emit, windows, node.Gradient, node.In(1), wide));
        if (node.Wants(1))
            node.Give(1, KernelGradient(emit, windows, node.In(0), node.Gradient, kernel));
        Bias(node);
    }

    private static void Transposed(GradientNode node)
    {
        var emit = node.Emit;
        var (narrow, kernel, wide) = (node.Shape(node.In(0)), node.Shape(node.In(1)), node.Shape(node.Out()));
        var windows = Padded(node, Windows.Of(node.Node, kernel[2..], wide[2..], narrow[2..]), narrow, wide);
        if (node.Wants(0))
            node.Give(0, emit.Node("Conv", narrow, [node.Gradient, node.In(1)], windows.Attributes(windows.Group)));
        if (node.Wants(1))
            node.Give(1, KernelGradient(emit, windows, node.Gradient, node.In(0), kernel));
        Bias(node);
    }

    // Where the extents of the result were asked for, padding follows from them.
    private static Windows Padded(GradientNode node, Windows windows, long[] narrow, long[] wide)
    {
        var mode = node.Node.Text("auto_pad", "NOTSET");
        if (mode is "NOTSET" or "" && node.Node.Integers("output_shape") is null)
            return windows;
        var added = node.Node.Integers("output_padding") ?? new long[windows.Rank];
        var begin = new long[windows.Rank];
        var end = new long[windows.Rank];
        for (var i = 0; i < windows.Rank; i++)
        {
            var total = Math.Max(0, windows.Strides[i] * (narrow[i + 2] - 1) + added[i] + windows.Span(i) - wide[i + 2]);
            begin[i] = mode == "SAME_UPPER" ? total / 2 : total - total / 2;
            end[i] = total - begin[i];
        }
        return windows with { Begin = begin, End = end };
    }

    // With steps of one it is a convolution itself, with the kernel turned round and its channels exchanged: faster than the transposed one.
    private static string Backwards(Emitter emit, Windows windows, string gradient, string kernel, long[] wide)
    {
        long[] begin = [.. windows.Begin.Select((pad, i) => windows.Span(i) - 1 - pad)];
        long[] end = [.. windows.End.Select((pad, i) => windows.Span(i) - 1 - pad)];
        if (windows.Strides.Any(stride => stride != 1) || begin.Concat(end).Any(pad => pad < 0))
            return windows.Transposed(emit, gradient, kernel, wide, windows.Group);
        var shape = emit.Shape(kernel);
        var (inside, outside) = (shape[1], shape[0] / windows.Group);
        var exchanged = emit.Transpose(emit.Reshape(kernel, windows.Group, outside, inside, windows.Size), 0, 2, 1, 3);
        if (windows.Size > 1)
            exchanged = emit.Gather(exchanged, emit.Integers([.. Enumerable.Range(0, windows.Size).Reverse().Select(i => (long)i)]), 3);
        var turned = emit.Reshape(exchanged, [windows.Group * inside, outside, .. windows.Kernel]);
        return emit.Node("Conv", wide, [gradient, turned], (windows with { Begin = begin, End = end }).Attributes(windows.Group));
    }

    // Each window's elements times its gradient, summed over windows and rows: one product of matrices for each group.
    private static string KernelGradient(Emitter emit, Windows windows, string wide, string narrow, long[] kernel)
    {
        var from = emit.Shape(narrow);
        var (rows, group, count) = (from[0], windows.Group, Extents.Count(from.AsSpan(2)));
        var gathered = windows.Gathered(emit, wide, from.AsSpan(2));
        var channels = emit.Shape(wide)[1];
        var gradient = emit.Transpose(emit.Reshape(narrow, rows, from[1], count), 1, 2, 0);
        if (group == 1)
            return emit.Reshape(emit.Gemm(emit.Reshape(gradient, from[1], count * rows), emit.Reshape(gathered, channels * windows.Size, count * rows), transposeRight: true), kernel);
        var product = emit.MatMul(
            emit.Reshape(gradient, group, from[1] / group, count * rows),
            emit.Flip(emit.Reshape(gathered, group, channels / group * windows.Size, count * rows)));
        return emit.Reshape(product, kernel);
    }

    private static void Bias(GradientNode node)
    {
        if (node.Wants(2))
            node.Give(2, node.Emit.ReduceSum(node.Gradient, [0, .. Enumerable.Range(2, node.Shape(node.Out()).Length - 2).Select(axis => (long)axis)], keep: false));
    }
}
