using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>
/// Resizing, by any way of sampling: along each axis it is a product with a matrix, which the engine itself says by resizing unit vectors,
/// and back goes a product with its transpose.
/// </summary>
internal static class ResizeRules
{
    public static void Register(GradientRules rules) => rules.Add("Resize", Resize, FindProblem);

    private static string? FindProblem(NodeProto node) =>
        node.Text("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize" ? "crops (tf_crop_and_resize)"
        : node.Text("keep_aspect_ratio_policy", "stretch") != "stretch" ? "keeps the aspect ratio"
        : null;

    private static void Resize(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var (from, to) = (node.Shape(node.In(0)), node.Shape(node.Out()));
        var axes = node.Node.Integers("axes") ?? [.. Enumerable.Range(0, from.Length).Select(axis => (long)axis)];
        var scales = node.Has(2) ? node.Constant(2).Span<float>().ToArray() : null;
        var gradient = node.Gradient;
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Extents.Axis(axes[i], from.Length);
            if (from[axis] == to[axis] && scales is null or [] || scales is { Length: > 0 } && scales[i] == 1)
                continue;
            var matrix = Matrix(node.Node, from[axis], to[axis], scales is { Length: > 0 } ? scales[i] : null);
            gradient = Back(emit, gradient, axis, from[axis], matrix);
        }
        node.Give(0, gradient);
    }

    private static string Back(Emitter emit, string gradient, int axis, long extent, float[] matrix)
    {
        var shape = emit.Shape(gradient);
        long[] target = [.. shape[..axis], extent, .. shape[(axis + 1)..]];
        if (axis == shape.Length - 1)
            return emit.MatMul(gradient, emit.Transpose(emit.Constant(Tensor.Of(matrix, extent, shape[axis])), 1, 0));
        var inner = emit.Reshape(gradient, Extents.Count(shape[..axis]), shape[axis], Extents.Count(shape.AsSpan(axis + 1)));
        return emit.Reshape(emit.MatMul(emit.Constant(Tensor.Of(matrix, extent, shape[axis])), inner), target);
    }

    // What each element alone becomes, [from, to].
    private static float[] Matrix(NodeProto node, long from, long to, float? scale)
    {
        var graph = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "resize" } };
        graph.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OpsetUpgrader.Current });
        var draft = new GraphDraft(graph);
        var units = new float[from * from];
        for (var i = 0; i < from; i++)
            units[i * from + i] = 1;
        graph.Graph.Input.Add(WireTypes.ValueInfo("units", ElementType.Float32, [1, 1, from, from]));
        NodeProto resize = draft.Add("Resize", ["units", "", scale is null ? "" : draft.Constant(Tensor.Vector(1f, 1f, 1f, scale.Value)), scale is null ? draft.Integers(1, 1, from, to) : ""], ["resized"]);
        foreach (var attribute in node.Attribute.Where(attribute => attribute.Name != "axes"))
            resize.Attribute.Add(attribute);
        graph.Graph.Output.Add(new ValueInfoProto { Name = "resized" });
        using var session = new OnnxSession(new OnnxModel(graph));
        return session.Run(new Dictionary<string, Tensor> { ["units"] = Tensor.Of(units, 1, 1, from, from) })[0].Span<float>().ToArray();
    }
}
