using Saker.Onnx.Compression;
using Saker.Onnx.Editing;

namespace Saker.Onnx.FineTuning;

/// <summary>
/// Small additions to the weights of matrix products, which alone are trained (Hu et al. 2022, LoRA): a product of two matrices of low rank for each weight, of which one is
/// zero at first, so that answers begin as they were. Merged, they leave the original graph with other weights.
/// </summary>
public sealed class LowRankAdapters
{
    private readonly OnnxModel _original;
    private readonly List<(string Weight, string Down, string Up)> _pairs;
    private readonly float _scale;

    private LowRankAdapters(OnnxModel original, OnnxModel model, List<(string Weight, string Down, string Up)> pairs, float scale) => (_original, Model, _pairs, _scale) = (original, model, pairs, scale);

    /// <summary>The model with adapters, to be trained.</summary>
    public OnnxModel Model { get; }

    /// <summary>Names of what is trained: all that a training session is to be given as parameters.</summary>
    public IReadOnlyList<string> Parameters => [.. _pairs.SelectMany(pair => new[] { pair.Down, pair.Up })];

    /// <summary>Puts adapters to the weights of a model; it is left as it is.</summary>
    /// <exception cref="OnnxException">The rank cannot be, a pattern fits no weight, or there is no matrix product with a stored weight.</exception>
    public static LowRankAdapters Attach(OnnxModel model, AdapterSettings? settings = null)
    {
        settings ??= new AdapterSettings();
        if (settings.Rank < 1)
            throw new OnnxException($"An adapter has the rank 1 or more; {settings.Rank} was asked for.");
        var wanted = settings.Weights is null ? null : TrainableParts.Named(model, settings.Weights).ToHashSet(StringComparer.Ordinal);
        var draft = new GraphDraft(model.Proto.Clone());
        draft.HoistConstants();
        var random = new Random(settings.Seed);
        var pairs = new List<(string, string, string)>();
        var adapted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in WeightedNode.Find(draft, []).Where(node => !node.IsConvolution && wanted?.Contains(node.Weight) != false))
        {
            if (!adapted.TryGetValue(node.Weight, out var sum))
            {
                var (down, up) = (draft.Fresh($"{node.Weight}.adapter_down"), draft.Fresh($"{node.Weight}.adapter_up"));
                var (rows, columns) = (node.Content.Shape[0], node.Content.Shape[1]);
                draft.Store(down, Tensor.Of(Enumerable.Range(0, (int)rows * settings.Rank).Select(_ => (float)((2 * random.NextDouble() - 1) / Math.Sqrt(rows))).ToArray(), rows, settings.Rank));
                draft.Store(up, Tensor.Of(new float[settings.Rank * columns], settings.Rank, columns));
                sum = draft.Add("Add", [node.Weight, draft.Add("Mul", [draft.Add("MatMul", [down, up]), draft.Scalar(settings.Alpha / settings.Rank)])]);
                adapted.Add(node.Weight, sum);
                pairs.Add((node.Weight, down, up));
            }
            node.Node.Input[1] = sum;
        }
        if (pairs.Count == 0)
            throw new OnnxException("The model has no matrix product with a stored weight of these names that an adapter could be put to.");
        return new LowRankAdapters(model, WeightedNode.Close(draft), pairs, settings.Alpha / settings.Rank);
    }

    /// <summary>The original model with what was learned added to its weights: nodes, names and operator set are those that it had.</summary>
    /// <param name="trained">The model with adapters after training.</param>
    /// <exception cref="OnnxException">It is not the one with these adapters.</exception>
    public OnnxModel Merge(OnnxModel trained)
    {
        var learned = new ModelEditor(trained);
        var editor = new ModelEditor(_original);
        foreach (var (weight, down, up) in _pairs)
        {
            var before = editor.Constant(weight);
            var values = before.Span<float>().ToArray();
            Add(values, learned.Constant(down).Span<float>(), learned.Constant(up).Span<float>(), (int)before.Shape[1]);
            editor.SetConstant(weight, Tensor.Of(values, [.. before.Shape]));
        }
        return editor.Build();
    }

    private void Add(float[] values, ReadOnlySpan<float> down, ReadOnlySpan<float> up, int columns)
    {
        var rank = up.Length / columns;
        for (var row = 0; row < values.Length / columns; row++)
            for (var part = 0; part < rank; part++)
                for (var column = 0; column < columns; column++)
                    values[row * columns + column] += _scale * down[row * rank + part] * up[part * columns + column];
    }
}
