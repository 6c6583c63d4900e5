using Saker.Onnx.Editing;
using Saker.Onnx.Training;

namespace Saker.Onnx.Compression;

/// <summary>
/// Which weights of a model are zero and stay so. The file gets no smaller by itself, but packs better; <see cref="StructuredPruning"/> takes whole channels out.
/// </summary>
public sealed class PruningMasks
{
    private readonly Dictionary<string, bool[]> _gone;

    private PruningMasks(Dictionary<string, bool[]> gone) => _gone = gone;

    /// <summary>Names of the weights.</summary>
    public IReadOnlyList<string> Weights => [.. _gone.Keys];

    /// <summary>The share of their elements that are zero, 0 to 1.</summary>
    public double Share => _gone.Values.Sum(gone => gone.LongCount(isGone => isGone)) / (double)_gone.Values.Sum(gone => gone.LongLength);

    /// <summary>Marks the smallest weights of convolutions and matrix products (Han et al. 2015).</summary>
    /// <param name="model">The model.</param>
    /// <param name="share">How many go, from 0 to below 1.</param>
    /// <param name="isGlobal">Whether sizes are compared over all weights; otherwise the share goes of each by itself.</param>
    /// <param name="kept">Names of stored weights that stay as they are.</param>
    /// <exception cref="OnnxException">The share cannot be, there is nothing to compress, or a weight to be kept is none.</exception>
    public static PruningMasks Smallest(OnnxModel model, double share, bool isGlobal = true, IReadOnlyCollection<string>? kept = null)
    {
        if (!(share is >= 0 and < 1))
            throw new OnnxException($"The share of weights that go is from 0 to below 1; {share} was asked for.");
        var weights = Weighted(model, kept);
        if (!isGlobal)
            return new PruningMasks(weights.ToDictionary(weight => weight.Key, weight => Mark([weight.Value], share)[0], StringComparer.Ordinal));
        var all = Mark([.. weights.Values], share);
        return new PruningMasks(weights.Keys.Zip(all).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }

    /// <summary>Marks the zeros that a model has.</summary>
    /// <inheritdoc cref="Smallest"/>
    public static PruningMasks Of(OnnxModel model, IReadOnlyCollection<string>? kept = null) =>
        new(Weighted(model, kept).ToDictionary(weight => weight.Key, weight => Array.ConvertAll(weight.Value, value => value == 0), StringComparer.Ordinal));

    /// <summary>The model with these weights at zero, all else as it was read.</summary>
    public OnnxModel Apply(OnnxModel model)
    {
        var editor = new ModelEditor(model);
        foreach (var (name, gone) in _gone)
        {
            var before = editor.Constant(name);
            var values = before.Span<float>().ToArray();
            Clear(values, gone);
            editor.SetConstant(name, Tensor.Of(values, [.. before.Shape]));
        }
        return editor.Build();
    }

    /// <summary>Puts the weights of a training session back to zero: to be called after each step. What is frozen there is left alone.</summary>
    public void Hold(TrainingSession session)
    {
        foreach (var (name, gone) in _gone)
            if (session.Parameters.Contains(name))
                Clear(session.Parameter(name), gone);
    }

    private static Dictionary<string, float[]> Weighted(OnnxModel model, IReadOnlyCollection<string>? kept)
    {
        var draft = new GraphDraft(model.Proto.Clone());
        draft.HoistConstants();
        return WeightedNode.Require(draft, kept ?? []).DistinctBy(node => node.Weight).ToDictionary(node => node.Weight, node => node.Content.Span<float>().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Marks the smallest of all together: of equal ones the first, until the share is reached, and every zero.</summary>
    private static List<bool[]> Mark(IReadOnlyList<float[]> weights, double share)
    {
        float[] sizes = [.. weights.SelectMany(values => values).Select(Math.Abs).Order()];
        var count = (int)(share * sizes.Length);
        var most = sizes[count];
        var ties = count - sizes.TakeWhile(size => size < most).Count();
        return [.. weights.Select(values => Array.ConvertAll(values, value => Math.Abs(value) is var size && (size < most || (size == most && (size == 0 || ties-- > 0)))))];
    }

    private static void Clear(Span<float> values, bool[] gone)
    {
        for (var i = 0; i < gone.Length; i++)
            if (gone[i])
                values[i] = 0;
    }
}
