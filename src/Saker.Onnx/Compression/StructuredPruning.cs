using Saker.Onnx.Editing;
using Saker.Onnx.Shapes;

namespace Saker.Onnx.Compression;

/// <summary>
/// Takes whole channels of convolutions and neurons of matrix products out of a graph, those with the smallest weights first (Li et al. 2017), times what batch normalisation behind them makes of a channel: layers really become narrower.
/// Only layers whose values go to one other layer are made narrower, through what acts on each channel by itself; those that feed outputs, sums of branches or joins stay.
/// </summary>
public static class StructuredPruning
{
    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="share">How many channels of each layer go, from 0 to below 1; at least one stays.</param>
    /// <param name="kept">Names of stored weights whose channels stay.</param>
    /// <exception cref="OnnxException">The share cannot be, a weight to be kept is none, or no layer can be made narrower.</exception>
    public static OnnxModel Apply(OnnxModel model, double share, IReadOnlyCollection<string>? kept = null)
    {
        if (!(share is >= 0 and < 1))
            throw new OnnxException($"The share of channels that go is from 0 to below 1; {share} was asked for.");
        var draft = new GraphDraft(model.Proto.Clone());
        draft.HoistConstants();
        var shapes = ShapeInference.Infer(draft.Model);
        var count = 0;
        foreach (var weighted in WeightedNode.Require(draft, kept ?? []))
        {
            var chain = ChannelChain.Find(draft, shapes, weighted);
            if (chain is null)
                continue;
            chain.Keep(Strongest(draft.FindConstant(weighted.Weight)!, weighted.Axis, chain.Factors, share));
            count++;
        }
        if (count == 0)
            throw new OnnxException("No layer can be made narrower: none feeds exactly one other layer through operators that act on each channel by itself.");
        draft.Graph.ValueInfo.Clear();
        return WeightedNode.Close(draft);
    }

    private static int[] Strongest(Tensor weight, int axis, IReadOnlyList<double> factors, double share)
    {
        var extent = (int)weight.Shape[axis];
        var inner = (int)weight.Shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
        var sizes = new double[extent];
        var values = weight.Span<float>();
        for (var i = 0; i < values.Length; i++)
            sizes[i / inner % extent] += Math.Abs(values[i]);
        var stays = Math.Max(1, extent - (int)(share * extent));
        return [.. Enumerable.Range(0, extent).OrderByDescending(channel => sizes[channel] * factors[channel]).Take(stays).Order()];
    }
}
