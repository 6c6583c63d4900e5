using Saker.Onnx.Editing;
using Saker.Onnx.Gradients;
using Saker.Onnx.Shapes;

namespace Saker.Onnx.Attribution;

/// <summary>Finds the values of a graph that are features by place: what convolutions give and what keeps their places.</summary>
internal static class FeatureMaps
{
    // What lays places out otherwise, so that its result is no picture any more.
    private static readonly HashSet<string> s_movers = new(StringComparer.Ordinal) { "Reshape", "Transpose", "MatMul", "Gemm", "Flatten", "Squeeze", "Unsqueeze", "Softmax", "Einsum", "Gather" };

    /// <summary>The value asked for, or the last that an output depends on and that has more than one place.</summary>
    public static (string Name, long[] Shape) Find(GraphDraft draft, string output, string? asked)
    {
        var shapes = ConstantFolding.Fold(draft);
        var spatial = Spatial(draft, shapes);
        if (asked is not null)
            return shapes.TryGetValue(asked, out var named) && named.Shape.Count == 4 && Depends(draft, output, asked)
                ? (asked, [.. named.Shape])
                : throw new OnnxException($"'{asked}' is no feature map of four extents that '{output}' depends on; there are {Text(spatial)}.");
        var found = spatial.LastOrDefault(spec => spec.Shape[2] * spec.Shape[3] > 1 && spec.Name != output && Depends(draft, output, spec.Name));
        return found is null
            ? throw new OnnxException($"The graph has no convolution with a feature map of more than one place that '{output}' depends on; Grad-CAM has nothing to show.")
            : (found.Name, [.. found.Shape]);
    }

    private static List<TensorSpec> Spatial(GraphDraft draft, Dictionary<string, TensorSpec> shapes)
    {
        var found = new List<TensorSpec>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in draft.Graph.Node.Where(node => node.IsStandard() && !s_movers.Contains(node.OpType)))
            if ((node.OpType is "Conv" or "ConvTranspose" || node.Input.Any(names.Contains)) && shapes.TryGetValue(node.OutputAt(0), out var spec) && spec.Shape.Count == 4 && spec.Type == ElementType.Float32)
            {
                names.Add(spec.Name);
                found.Add(spec);
            }
        return found;
    }

    private static bool Depends(GraphDraft draft, string output, string value) => new GradientPath(draft.Graph, output, [value]).Reached.Contains(value);

    private static string Text(List<TensorSpec> specs) => specs.Count == 0 ? "none" : string.Join(", ", specs.TakeLast(10).Select(spec => $"'{spec.Name}'"));
}
