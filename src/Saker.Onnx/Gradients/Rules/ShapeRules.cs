using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Data laid out otherwise: nothing is lost, so the gradient goes the way back.</summary>
internal static class ShapeRules
{
    public static void Register(GradientRules rules)
    {
        foreach (var operatorType in new[] { "Reshape", "Flatten", "Squeeze", "Unsqueeze" })
            rules.Add(operatorType, node => Give(node, () => node.Emit.Reshape(node.Gradient, node.Shape(node.In(0)))));
        rules.Add("Transpose", Transpose);
        rules.Add("Concat", Concat);
        rules.Add("Split", Split);
        rules.Add("Tile", Tile);
        rules.Add("DepthToSpace", node => Give(node, () => Blocks(node, "SpaceToDepth")), node => node.Text("mode", "DCR") == "DCR" ? null : "orders columns before rows (mode CRD)");
        rules.Add("SpaceToDepth", node => Give(node, () => Blocks(node, "DepthToSpace")));
    }

    private static void Give(GradientNode node, Func<string> gradient)
    {
        if (node.Wants(0))
            node.Give(0, gradient());
    }

    private static string Blocks(GradientNode node, string operatorType) => node.Emit.Node(operatorType, node.Shape(node.In(0)), [node.Gradient], NodeAttribute.Of("blocksize", node.Node.Integer("blocksize", 1)));

    private static void Transpose(GradientNode node) => Give(node, () =>
    {
        var rank = node.Shape(node.In(0)).Length;
        var axes = node.Node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        var back = new int[rank];
        for (var i = 0; i < rank; i++)
            back[axes[i]] = i;
        return node.Emit.Transpose(node.Gradient, back);
    });

    private static void Concat(GradientNode node)
    {
        var axis = Extents.Axis(node.Node.Integer("axis", 0), node.Shape(node.Out()).Length);
        var start = 0L;
        for (var i = 0; i < node.Node.Input.Count; i++)
        {
            var end = start + node.Shape(node.In(i))[axis];
            if (node.Wants(i))
                node.Give(i, node.Emit.Slice(node.Gradient, axis, start, end));
            start = end;
        }
    }

    private static void Split(GradientNode node) => Give(node, () =>
    {
        var axis = Extents.Axis(node.Node.Integer("axis", 0), node.Shape(node.In(0)).Length);
        return node.Emit.Concat(axis, [.. Enumerable.Range(0, node.Node.Output.Count).Select(node.GradientAt)]);
    });

    // Every axis in two, how often and how long; the first of each pair is summed over.
    private static void Tile(GradientNode node) => Give(node, () =>
    {
        var shape = node.Shape(node.In(0));
        var repeats = node.Integers(1);
        long[] pairs = [.. shape.SelectMany((extent, i) => new[] { repeats[i], extent })];
        long[] axes = [.. Enumerable.Range(0, shape.Length).Select(i => 2L * i)];
        return node.Emit.ReduceSum(node.Emit.Reshape(node.Gradient, pairs), axes, keep: false);
    });
}
