using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Compression;

/// <summary>
/// Stores weights of convolutions and matrix products in 8 bits with a scale for each channel, and rounds what they take while the graph runs, by what it is then: needs no
/// example rows. Everything else stays in floating point; inputs, outputs and their names stay.
/// </summary>
public static class DynamicQuantisation
{
    // Weights are stored without a sign round this: products of unsigned bytes overflow on no processor.
    private const byte Zero = 128;

    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="kept">Names of stored weights that stay as they are.</param>
    /// <exception cref="OnnxException">There is nothing to compress, or a weight to be kept is none.</exception>
    public static OnnxModel Apply(OnnxModel model, IReadOnlyCollection<string>? kept = null)
    {
        var draft = WeightedNode.Open(model);
        var rounded = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var weighted in WeightedNode.Require(draft, kept ?? []))
        {
            var taken = weighted.Node.Input[0];
            if (!rounded.TryGetValue(taken, out var parts))
            {
                parts = [draft.Fresh("levels"), draft.Fresh("scale"), draft.Fresh("zero")];
                draft.Add("DynamicQuantizeLinear", [taken], parts);
                rounded.Add(taken, parts);
            }
            Replace(draft, weighted, parts[0], parts[1], parts[2]);
        }
        return WeightedNode.Close(draft);
    }

    private static void Replace(GraphDraft draft, WeightedNode weighted, string levels, string scale, string zero)
    {
        var node = weighted.Node;
        draft.Graph.Node.Remove(node);
        var (content, axis) = (weighted.Content, weighted.Axis);
        if (!weighted.IsConvolution && axis == 0)
            (content, axis) = (Matrices.Transpose(content), 1);
        var scales = WeightLevels.Scales(content, axis, 8);
        var weight = draft.Fresh($"{weighted.Weight}_levels");
        draft.Store(weight, Tensor.Of(Array.ConvertAll(WeightLevels.Round(content, axis, scales, 127), level => (byte)(level + Zero)), [.. content.Shape]));
        // Channels of convolutions come before places, so that scales need extents of 1 after them.
        long[] channel = [scales.Length, .. weighted.IsConvolution ? Enumerable.Repeat(1L, content.Shape.Count - 2) : []];
        var alpha = node.Float("alpha", 1);
        var factors = draft.Add("Mul", [scale, draft.Constant(Tensor.Of(Array.ConvertAll(scales, value => value * alpha), channel))]);
        var bias = node.InputAt(2);
        NodeAttribute[] none = [];
        var product = draft.Fresh("sum");
        var integer = draft.Add(weighted.IsConvolution ? "ConvInteger" : "MatMulInteger", [levels, weight, zero, draft.Constant(Tensor.Scalar(Zero))], [product], none);
        if (weighted.IsConvolution)
            integer.Attribute.Add(node.Attribute);
        var sum = draft.Add("Cast", [product], NodeAttribute.Of("to", (long)ElementType.Float32));
        if (bias.Length == 0)
        {
            draft.Add("Mul", [sum, factors], [node.Output[0]]);
            return;
        }
        var scaled = draft.Add("Mul", [sum, factors]);
        draft.Add("Add", [scaled, Shift(draft, weighted, bias, channel)], [node.Output[0]]);
    }

    private static string Shift(GraphDraft draft, WeightedNode weighted, string bias, long[] channel)
    {
        var beta = weighted.Node.Float("beta", 1);
        var shift = weighted.IsConvolution ? draft.Add("Reshape", [bias, draft.Integers(channel)]) : bias;
        if (weighted.IsConvolution && draft.FindConstant(bias) is { Type: ElementType.Float32 } stored)
            shift = draft.Constant(Tensor.Of(stored.Span<float>().ToArray(), channel));
        return weighted.IsConvolution || beta == 1 ? shift : draft.Add("Mul", [shift, draft.Scalar(beta)]);
    }
}
