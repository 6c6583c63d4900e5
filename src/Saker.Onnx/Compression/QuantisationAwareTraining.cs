using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Compression;

/// <summary>
/// Has a model train as it will be when it is rounded (Jacob et al. 2018): every weight and every value that a convolution or matrix product takes goes to a level and back,
/// which gradients pass straight through. Weights keep their names, so that a training session moves them; <see cref="Finish"/> stores their levels.
/// </summary>
public static class QuantisationAwareTraining
{
    /// <summary>The model with levels put in, whose weights are still of Float32.</summary>
    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="batches">Example rows from which the ranges of values are found: a tensor for each input.</param>
    /// <param name="settings">How fine levels are.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="OnnxException">There is nothing to compress, rows are missing or do not fit, or settings cannot be.</exception>
    public static OnnxModel Prepare(OnnxModel model, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> batches, QuantisationSettings? settings, CancellationToken cancellationToken)
    {
        settings ??= new QuantisationSettings();
        settings.Check();
        var draft = WeightedNode.Open(model, settings.WeightBits);
        var nodes = WeightedNode.Require(draft, settings.Kept);
        var ranges = ActivationRanges.Find(draft, [.. nodes.Select(node => node.Node.Input[0]).Distinct(StringComparer.Ordinal)], batches, settings, cancellationToken);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var weights = new Dictionary<(string, int), string>();
        foreach (var weighted in nodes)
        {
            var (taken, key) = (weighted.Node.Input[0], (weighted.Weight, weighted.Axis));
            if (!values.TryGetValue(taken, out var rounded))
                values.Add(taken, rounded = Value(draft, taken, ranges[taken], settings.ActivationBits));
            if (!weights.TryGetValue(key, out var stored))
                weights.Add(key, stored = Weight(draft, weighted, settings.WeightBits));
            weighted.Node.Input[0] = rounded;
            weighted.Node.Input[1] = stored;
        }
        return WeightedNode.Close(draft);
    }

    /// <summary>Stores the levels of weights, one in a byte and two where they have 4 bits or fewer, in place of the weights.</summary>
    /// <param name="prepared">A model that <see cref="Prepare"/> gave, trained or not.</param>
    /// <exception cref="OnnxException">No stored weight of the model goes to levels.</exception>
    public static OnnxModel Finish(OnnxModel prepared)
    {
        var draft = new GraphDraft(prepared.Proto.Clone());
        var givers = draft.Graph.Node.SelectMany(node => node.Output.Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node, StringComparer.Ordinal);
        var (count, hasFourBits) = (0, WeightedNode.HasFourBits(prepared));
        foreach (var node in draft.Graph.Node.Where(node => node.IsStandard() && node.OpType == "QuantizeLinear").ToArray())
        {
            var (source, most) = (node.Input[0], 127);
            if (draft.FindConstant(node.Input[1]) is not { Type: ElementType.Float32 } known)
                continue;
            var scales = known.Span<float>().ToArray();
            // The nodes that hold weights within fewer levels than a byte has.
            while (givers.TryGetValue(source, out var bound) && bound.OpType is "Min" or "Max" && bound.Input.Count == 2 && draft.FindConstant(bound.Input[1]) is { Type: ElementType.Float32 } limit)
            {
                most = (int)Math.Round(Math.Abs(limit.Span<float>()[0] / scales[0]));
                source = bound.Input[0];
            }
            if (draft.FindConstant(source) is not { Type: ElementType.Float32 } weight)
                continue;
            draft.Graph.Node.Remove(node);
            var levels = WeightLevels.Round(weight, (int)node.Integer("axis", 1), scales, most);
            if (hasFourBits && most <= WeightLevels.Most(WeightLevels.FourBits))
                Pack(draft, node.Output[0], levels, weight.Shape);
            else
                draft.Store(node.Output[0], Tensor.Of(levels, [.. weight.Shape]));
            count++;
        }
        return count > 0 ? WeightedNode.Close(draft) : throw new OnnxException("No stored weight of the model goes to levels; prepare the model first.");
    }

    // What stands for zero would have to be of the same type, and is 0 where it is left out.
    private static void Pack(GraphDraft draft, string name, sbyte[] levels, IReadOnlyList<long> shape)
    {
        draft.Store(name, Tensor.OfInt4(levels, [.. shape]));
        foreach (var back in draft.Graph.Node.Where(node => node.OpType == "DequantizeLinear" && node.Input[0] == name && node.Input.Count > 2))
            back.Input.RemoveAt(2);
    }

    private static string Value(GraphDraft draft, string value, ValueRange range, int bits)
    {
        var (scale, zero) = range.Levels(bits);
        var bounded = bits == 8 ? value : draft.Add("Clip", [value, draft.Scalar(-zero * scale), draft.Scalar(((1 << bits) - 1 - zero) * scale)]);
        var parameters = new[] { draft.Scalar(scale), draft.Constant(Tensor.Scalar(zero)) };
        return draft.Add("DequantizeLinear", [draft.Add("QuantizeLinear", [bounded, .. parameters]), .. parameters]);
    }

    private static string Weight(GraphDraft draft, WeightedNode weighted, int bits)
    {
        var scales = WeightLevels.Scales(weighted.Content, weighted.Axis, bits);
        var most = WeightLevels.Most(bits);
        var axis = NodeAttribute.Of("axis", weighted.Axis);
        var bounded = weighted.Weight;
        if (bits < 8)
        {
            long[] channel = [scales.Length, .. Enumerable.Repeat(1L, weighted.Content.Shape.Count - 1 - weighted.Axis)];
            bounded = draft.Add("Max", [bounded, draft.Constant(Tensor.Of(Array.ConvertAll(scales, scale => -most * scale), channel))]);
            bounded = draft.Add("Min", [bounded, draft.Constant(Tensor.Of(Array.ConvertAll(scales, scale => most * scale), channel))]);
        }
        var parameters = new[] { draft.Constant(Tensor.Vector(scales)), draft.Constant(Tensor.Of(new sbyte[scales.Length], scales.Length)) };
        return draft.Add("DequantizeLinear", [draft.Add("QuantizeLinear", [bounded, .. parameters], axis), .. parameters], axis);
    }
}
