using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Parts taken out of values, and values put into larger ones.</summary>
internal static class SliceRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("Slice", Slice);
        rules.Add("Pad", Pad, node => node.Text("mode", "constant") is var mode && mode == "constant" ? null : $"pads by mode '{mode}'");
    }

    // Axis by axis, the last taken first: put back at its place among zeros, in steps by a look-up of positions.
    private static void Slice(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        var starts = node.Integers(1);
        var axes = node.Has(3) ? node.Integers(3) : [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = node.Has(4) ? node.Integers(4) : [.. starts.Select(_ => 1L)];
        var taken = node.Shape(node.Out());
        var before = new long[shape.Length];
        var after = new long[shape.Length];
        var gradient = node.Gradient;
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Extents.Axis(axes[i], shape.Length);
            var extent = shape[axis];
            var first = starts[i] < 0 ? starts[i] + extent : starts[i];
            first = steps[i] > 0 ? Math.Clamp(first, 0, extent) : Math.Clamp(first, 0, extent - 1);
            if (steps[i] == 1)
            {
                before[axis] = first;
                after[axis] = extent - first - taken[axis];
                continue;
            }
            gradient = Spread(emit, gradient, axis, extent, [.. Enumerable.Range(0, (int)taken[axis]).Select(k => first + k * steps[i])]);
        }
        node.Give(0, Padded(emit, gradient, before, after));
    }

    // A row for each position, taken from those given or from one of zeros behind them.
    private static string Spread(Emitter emit, string gradient, int axis, long extent, long[] positions)
    {
        var shape = (long[])emit.Shape(gradient).Clone();
        var count = shape[axis];
        shape[axis] = 1;
        var rows = new long[extent];
        Array.Fill(rows, count);
        for (var i = 0; i < positions.Length; i++)
            rows[positions[i]] = i;
        return emit.Gather(emit.Concat(axis, gradient, emit.Zeros(shape)), emit.Constant(Tensor.Vector(rows)), axis);
    }

    public static string Padded(Emitter emit, string value, long[] before, long[] after)
    {
        if (before.All(extent => extent == 0) && after.All(extent => extent == 0))
            return value;
        long[] shape = [.. emit.Shape(value).Select((extent, i) => extent + before[i] + after[i])];
        return emit.Node("Pad", shape, [value, emit.Integers([.. before, .. after])]);
    }

    private static void Pad(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var shape = node.Shape(node.In(0));
        var pads = node.Integers(1);
        var axes = node.Has(3) ? node.Integers(3) : [.. Enumerable.Range(0, shape.Length).Select(i => (long)i)];
        var before = new long[shape.Length];
        var after = new long[shape.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            // What padding put in has no gradient; what negative padding cut off has none left.
            before[Extents.Axis(axes[i], shape.Length)] = -pads[i];
            after[Extents.Axis(axes[i], shape.Length)] = -pads[i + axes.Length];
        }
        node.Give(0, Padded(node.Emit, node.Gradient, before, after));
    }
}
