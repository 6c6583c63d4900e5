using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Values reduced along axes.</summary>
internal static class ReductionRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("ReduceSum", node => Give(node, (emit, gradient, _) => gradient));
        rules.Add("ReduceMean", node => Give(node, (emit, gradient, _) => emit.Mul(gradient, (float)emit.Count(gradient) / emit.Count(node.In(0)))));
        rules.Add("ReduceSumSquare", node => Give(node, (emit, gradient, _) => emit.Mul(gradient, emit.Mul(node.In(0), 2))));
        rules.Add("ReduceL1", node => Give(node, (emit, gradient, _) => emit.Mul(gradient, emit.Unary("Sign", node.In(0)))));
        rules.Add("ReduceL2", node => Give(node, (emit, gradient, result) => emit.Mul(node.In(0), emit.Div(gradient, result))));
        rules.Add("ReduceLogSum", node => Give(node, (emit, gradient, result) => emit.Div(gradient, emit.Unary("Exp", result))));
        rules.Add("ReduceLogSumExp", node => Give(node, (emit, gradient, result) => emit.Mul(gradient, emit.Unary("Exp", emit.Sub(node.In(0), result)))));
        rules.Add("ReduceProd", node => Give(node, (emit, gradient, result) => emit.Mul(gradient, emit.Div(result, node.In(0)))));
        rules.Add("ReduceMax", node => Give(node, Extreme(node)));
        rules.Add("ReduceMin", node => Give(node, Extreme(node)));
        rules.Add("CumSum", CumSum);
        rules.Add("TopK", TopK);
    }

    // Gradient and result get extents of 1 where the reduction took axes away, so that they broadcast against what went in.
    private static void Give(GradientNode node, Func<Emitter, string, string, string> derivative)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        var kept = (long[])shape.Clone();
        foreach (var axis in Axes(node, shape.Length))
            kept[axis] = 1;
        var gradient = emit.Reshape(node.Gradient, kept);
        node.Give(0, emit.Expand(derivative(emit, gradient, emit.Reshape(node.Out(), kept)), shape));
    }

    private static IEnumerable<int> Axes(GradientNode node, int rank)
    {
        var axes = node.Has(1) ? node.Integers(1) : node.Node.Integers("axes") ?? [];
        return axes.Length > 0 ? axes.Select(axis => Extents.Axis(axis, rank)) : node.Node.Integer("noop_with_empty_axes", 0) != 0 ? [] : Enumerable.Range(0, rank);
    }

    // Where several are the largest each takes an equal share.
    private static Func<Emitter, string, string, string> Extreme(GradientNode node) => (emit, gradient, result) =>
    {
        var mask = emit.Mask("Equal", node.In(0), result);
        return emit.Mul(mask, emit.Div(gradient, emit.Unbroadcast(mask, emit.Shape(result))));
    };

    private static void CumSum(GradientNode node)
    {
        if (node.Wants(0))
            node.Give(0, node.Emit.Node("CumSum", node.Shape(node.In(0)), [node.Gradient, node.In(1)],
                NodeAttribute.Of("reverse", 1 - node.Node.Integer("reverse", 0)), NodeAttribute.Of("exclusive", node.Node.Integer("exclusive", 0))));
    }

    private static void TopK(GradientNode node)
    {
        if (node.FindGradient(0) is not { } gradient || !node.Wants(0))
            return;
        var shape = node.Shape(node.In(0));
        node.Give(0, GatherRules.AddAt(node.Emit, shape, node.Ask(1, node.Shape(node.Out())), gradient, Extents.Axis(node.Node.Integer("axis", -1), shape.Length)));
    }
}
