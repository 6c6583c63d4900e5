using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Values looked up by position, as embeddings are, and put at positions.</summary>
internal static class GatherRules
{
    public static void Register(GradientRules rules)
    {
        rules.Add("Gather", Gather);
        rules.Add("GatherElements", GatherElements);
        rules.Add("GatherND", GatherND, node => node.Integer("batch_dims", 0) == 0 ? null : "looks up batch by batch (batch_dims)");
        rules.Add("ScatterElements", ScatterElements, Reducing);
        rules.Add("ScatterND", ScatterND, Reducing);
    }

    /// <summary>Zeros of a shape with values added at positions along an axis.</summary>
    public static string AddAt(Emitter emit, ReadOnlySpan<long> shape, string indices, string values, int axis) =>
        emit.Node("ScatterElements", shape, [emit.Zeros(shape), indices, values], NodeAttribute.Of("axis", axis), NodeAttribute.Of("reduction", "add"));

    private static string? Reducing(Wire.NodeProto node) => node.Text("reduction", "none") is "none" or "add" ? null : $"reduces by '{node.Text("reduction", "none")}'";

    // The axis goes to the front, so that each position is a row to be added to.
    private static void Gather(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        var axis = Extents.Axis(node.Node.Integer("axis", 0), shape.Length);
        var looked = emit.Count(node.In(1));
        var count = Extents.Count(shape[..axis]);
        var width = Extents.Count(shape.AsSpan(axis + 1));
        var gradient = emit.Transpose(emit.Reshape(node.Gradient, count, looked, width), 1, 0, 2);
        var rows = emit.Reshape(Positions(emit, node.In(1), shape[axis]), looked, 1);
        var summed = emit.Node("ScatterND", [shape[axis], count, width], [emit.Zeros([shape[axis], count, width]), rows, gradient], NodeAttribute.Of("reduction", "add"));
        node.Give(0, emit.Reshape(emit.Transpose(summed, 1, 0, 2), shape));
    }

    // Positions from the end count down from -1; sums at positions want them from the start.
    private static string Positions(Emitter emit, string indices, long extent)
    {
        var shape = emit.Shape(indices);
        if (emit.Draft.FindConstant(indices) is { } constant)
        {
            long[] values = constant.Type == ElementType.Int32 ? Array.ConvertAll(constant.Span<int>().ToArray(), value => (long)value) : constant.Span<long>().ToArray();
            return emit.Constant(Tensor.Of(Array.ConvertAll(values, value => value < 0 ? value + extent : value), shape));
        }
        var wide = emit.Node("Cast", shape, [indices], NodeAttribute.Of("to", (long)ElementType.Int64));
        var below = emit.Node("Less", shape, [wide, emit.Constant(Tensor.Scalar(0L))]);
        return emit.Node("Where", shape, [below, emit.Node("Add", shape, [wide, emit.Constant(Tensor.Scalar(extent))]), wide]);
    }

    private static void GatherElements(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var shape = node.Shape(node.In(0));
        node.Give(0, AddAt(node.Emit, shape, node.In(1), node.Gradient, Extents.Axis(node.Node.Integer("axis", 0), shape.Length)));
    }

    private static void GatherND(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var shape = node.Shape(node.In(0));
        node.Give(0, node.Emit.Node("ScatterND", shape, [node.Emit.Zeros(shape), node.In(1), node.Gradient], NodeAttribute.Of("reduction", "add")));
    }

    private static void ScatterElements(GradientNode node)
    {
        var emit = node.Emit;
        var axis = NodeAttribute.Of("axis", node.Node.Integer("axis", 0));
        if (node.Wants(0))
            node.Give(0, Adds(node) ? node.Gradient : emit.Node("ScatterElements", node.Shape(node.In(0)), [node.Gradient, node.In(1), emit.Zeros(node.Shape(node.In(2)))], axis));
        if (node.Wants(2))
            node.Give(2, emit.Node("GatherElements", node.Shape(node.In(2)), [node.Gradient, node.In(1)], axis));
    }

    private static void ScatterND(GradientNode node)
    {
        var emit = node.Emit;
        if (node.Wants(0))
            node.Give(0, Adds(node) ? node.Gradient : emit.Node("ScatterND", node.Shape(node.In(0)), [node.Gradient, node.In(1), emit.Zeros(node.Shape(node.In(2)))]));
        if (node.Wants(2))
            node.Give(2, emit.Node("GatherND", node.Shape(node.In(2)), [node.Gradient, node.In(1)]));
    }

    private static bool Adds(GradientNode node) => node.Node.Text("reduction", "none") == "add";
}
