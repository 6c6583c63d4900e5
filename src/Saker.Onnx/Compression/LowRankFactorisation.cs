using Saker.Onnx.Editing;

namespace Saker.Onnx.Compression;

/// <summary>
/// Replaces weights by products of two smaller ones (Denton et al. 2014): as many directions are kept as hold a share of the weight's energy, the sum of its squares.
/// A convolution becomes one with fewer channels and one over single places; a weight that would not become smaller stays.
/// </summary>
public static class LowRankFactorisation
{
    /// <summary>Weights whose smaller extent is beyond this stay as they are: finding their directions would take hours.</summary>
    public const int MaxExtent = 4096;

    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="energy">The share of each weight's energy that is kept, above 0 to 1.</param>
    /// <param name="kept">Names of stored weights that stay as they are.</param>
    /// <param name="cancellationToken">Gives up, also within a weight.</param>
    /// <exception cref="OnnxException">The share cannot be, a weight to be kept is none, or no weight becomes smaller.</exception>
    public static OnnxModel Apply(OnnxModel model, double energy, IReadOnlyCollection<string>? kept, CancellationToken cancellationToken) => Apply(model, energy, kept, MaxExtent, cancellationToken);

    /// <summary>The weights that <see cref="Apply(OnnxModel, double, IReadOnlyCollection{string}?, CancellationToken)"/> leaves because they are larger than <see cref="MaxExtent"/>.</summary>
    public static IReadOnlyList<string> TooLarge(OnnxModel model, IReadOnlyCollection<string>? kept = null) => TooLarge(model, kept, MaxExtent);

    internal static OnnxModel Apply(OnnxModel model, double energy, IReadOnlyCollection<string>? kept, int most, CancellationToken cancellationToken)
    {
        if (!(energy is > 0 and <= 1))
            throw new OnnxException($"The share of energy that is kept is above 0 and at most 1; {energy} was asked for.");
        var draft = Open(model);
        var isSmaller = false;
        foreach (var weighted in WeightedNode.Require(draft, kept ?? []))
            if (weighted.Node.Integer("group", 1) == 1 && Smaller(weighted) <= most)
                isSmaller |= Split(draft, weighted, energy, cancellationToken);
        if (!isSmaller)
            throw new OnnxException($"No weight becomes smaller where {energy:P0} of its energy is kept; keep less.{Left(TooLarge(model, kept, most), most)}");
        draft.Graph.ValueInfo.Clear();
        return WeightedNode.Close(draft);
    }

    internal static IReadOnlyList<string> TooLarge(OnnxModel model, IReadOnlyCollection<string>? kept, int most) =>
        [.. WeightedNode.Find(Open(model), kept ?? []).Where(weighted => Smaller(weighted) > most).Select(weighted => weighted.Weight).Distinct(StringComparer.Ordinal)];

    private static GraphDraft Open(OnnxModel model)
    {
        var draft = new GraphDraft(model.Proto.Clone());
        draft.HoistConstants();
        return draft;
    }

    private static string Left(IReadOnlyList<string> names, int most) => names.Count == 0 ? "" : $" Weights of more than {most} rows and columns are left: {string.Join(", ", names.Select(name => $"'{name}'"))}.";

    private static long Smaller(WeightedNode weighted)
    {
        var channels = weighted.Content.Shape[weighted.Axis];
        return Math.Min(channels, weighted.Content.Count / Math.Max(1, channels));
    }

    private static bool Split(GraphDraft draft, WeightedNode weighted, double energy, CancellationToken cancellationToken)
    {
        // One row for each channel that the node gives.
        var content = weighted.Axis == 0 ? weighted.Content : Matrices.Transpose(weighted.Content);
        var rows = (int)content.Shape[0];
        var columns = content.Count / rows;
        var found = SingularValues.Of(content.Span<float>(), rows, columns, cancellationToken);
        var rank = Rank(found.Values, energy);
        if ((long)rank * (rows + columns) >= (long)rows * columns)
            return false;
        var (first, second) = (new float[rank * columns], new float[rows * rank]);
        for (var i = 0; i < rank; i++)
        {
            var root = Math.Sqrt(found.Values[i]);
            for (var k = 0; k < columns; k++)
                first[i * columns + k] = (float)(root * found.Right[i][k]);
            for (var k = 0; k < rows; k++)
                second[k * rank + i] = (float)(root * found.Left[i][k]);
        }
        Replace(draft, weighted, Tensor.Of(first, [rank, .. content.Shape.Skip(1)]), Tensor.Of(second, [rows, rank, .. Enumerable.Repeat(1L, content.Shape.Count - 2)]));
        return true;
    }

    private static int Rank(double[] values, double energy)
    {
        var left = energy * values.Sum(value => value * value);
        var rank = 0;
        while (rank < values.Length && (rank == 0 || left > 0))
            left -= values[rank] * values[rank++];
        return rank;
    }

    private static void Replace(GraphDraft draft, WeightedNode weighted, Tensor first, Tensor second)
    {
        var node = weighted.Node;
        string Store(string ending, Tensor tensor)
        {
            var name = draft.Fresh($"{weighted.Weight}_{ending}");
            draft.Store(name, weighted.IsConvolution ? tensor : Matrices.Transpose(tensor));
            return name;
        }

        var inner = draft.Add(weighted.IsConvolution ? "Conv" : "MatMul", [node.Input[0], Store("first", first)]);
        if (weighted.IsConvolution)
        {
            draft.Graph.Node[^1].Attribute.Add(node.Attribute);
            node.Attribute.Clear();
        }
        node.Remove("transB");
        node.Input[0] = inner;
        node.Input[1] = Store("second", second);
    }
}
