using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers.Neural;

/// <summary>
/// What a network sees of features. Each is brought to mean 0 and deviation 1 and held within bounds, because a network goes on in straight lines where it has seen nothing; what never varies
/// becomes 0. A number that takes many values is besides told piece by piece between its quantiles, from 0 to 1 each, so that the network can bend where the data does (Gorishniy et al. 2022:
/// piecewise linear encoding).
/// </summary>
internal sealed class InputEncoding
{
    // Deviations from the mean beyond which a value counts as this far.
    private const float Bound = 8;

    private readonly float[] _means;
    private readonly float[] _factors;
    private readonly long[] _columns;
    private readonly float[] _lows;
    private readonly float[] _slopes;

    private InputEncoding(float[] means, float[] factors, List<(int Column, float Low, float Slope)> pieces)
    {
        (_means, _factors) = (means, factors);
        _columns = [.. pieces.Select(piece => (long)piece.Column)];
        _lows = [.. pieces.Select(piece => piece.Low)];
        _slopes = [.. pieces.Select(piece => piece.Slope)];
    }

    /// <summary>Features that go in.</summary>
    public int FeatureCount => _means.Length;

    /// <summary>Numbers that come out: the features in their order, then the pieces.</summary>
    public int Width => _means.Length + _columns.Length;

    /// <param name="features">The training rows.</param>
    /// <param name="weights">One a row; empty when all count once.</param>
    /// <param name="kept">Features that stay as they are.</param>
    /// <param name="bins">The most pieces of a number; 0 for none.</param>
    public static InputEncoding Of(FeatureMatrix features, ReadOnlySpan<float> weights, IReadOnlySet<int> kept, int bins)
    {
        var (means, squares) = (new double[features.ColumnCount], new double[features.ColumnCount]);
        var all = 0.0;
        for (var row = 0; row < features.RowCount; row++)
            all += Weight(weights, row);
        for (var row = 0; row < features.RowCount; row++)
            for (var i = 0; i < means.Length; i++)
                means[i] += Weight(weights, row) / all * features.Row(row)[i];
        for (var row = 0; row < features.RowCount; row++)
            for (var i = 0; i < means.Length; i++)
                squares[i] += Weight(weights, row) / all * (features.Row(row)[i] - means[i]) * (features.Row(row)[i] - means[i]);
        var factors = new float[means.Length];
        for (var i = 0; i < means.Length; i++)
        {
            // A constant column's deviation may be a rounding error.
            var factor = kept.Contains(i) ? 1 : Math.Sqrt(squares[i]) is var deviation && deviation > 1e-7 * Math.Abs(means[i]) ? (float)(1 / deviation) : 0;
            factors[i] = float.IsFinite(factor) ? factor : 0;
            means[i] = kept.Contains(i) ? 0 : means[i];
        }
        var pieces = new List<(int Column, float Low, float Slope)>();
        for (var i = 0; i < means.Length && bins > 0; i++)
            if (factors[i] > 0 && !kept.Contains(i))
                pieces.AddRange(Pieces(features, weights, i, bins));
        return new InputEncoding(Array.ConvertAll(means, mean => (float)mean), factors, pieces);
    }

    public void Apply(ReadOnlySpan<float> row, Span<float> encoded)
    {
        for (var i = 0; i < _means.Length; i++)
            encoded[i] = Math.Clamp((row[i] - _means[i]) * _factors[i], -Bound, Bound);
        for (var i = 0; i < _columns.Length; i++)
            encoded[_means.Length + i] = Math.Clamp((row[(int)_columns[i]] - _lows[i]) * _slopes[i], 0, 1);
    }

    public Value Emit(GraphBuilder graph, Value features)
    {
        var scaled = graph.Clip(Straight(graph, features, _means, _factors), -Bound, Bound);
        if (_columns.Length == 0)
            return scaled;
        var gathered = graph.Node("Gather", [features, graph.Constant(Tensor.Vector(_columns))], ElementType.Float32, [NodeAttribute.Of("axis", 1)]);
        var pieces = graph.Clip(Straight(graph, gathered, _lows, _slopes), 0, 1);
        return graph.Node("Concat", [scaled, pieces], ElementType.Float32, [NodeAttribute.Of("axis", 1)]);
    }

    private static float Weight(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1 : weights[row];

    private static Value Straight(GraphBuilder graph, Value value, float[] less, float[] times) => graph.Node(
        "Mul", [graph.Node("Sub", [value, graph.Constant(Tensor.Of(less, 1, less.Length))], ElementType.Float32), graph.Constant(Tensor.Of(times, 1, times.Length))], ElementType.Float32);

    // Between neighbouring quantiles, as many as there are different ones. Few values are told well enough by one number.
    private static IEnumerable<(int Column, float Low, float Slope)> Pieces(FeatureMatrix features, ReadOnlySpan<float> weights, int column, int bins)
    {
        var values = new List<(float Value, double Weight)>(features.RowCount);
        for (var row = 0; row < features.RowCount; row++)
            if (Weight(weights, row) > 0)
                values.Add((features.Row(row)[column], Weight(weights, row)));
        values.Sort((left, right) => left.Value.CompareTo(right.Value));
        var last = values.Sum(value => value.Weight) - 1;
        var edges = new List<float>();
        var (at, passed) = (0, values[0].Weight);
        for (var i = 0; i <= bins; i++)
        {
            var place = Math.Floor(i * last / bins);
            while (passed <= place && at < values.Count - 1)
                passed += values[++at].Weight;
            if (edges.Count == 0 || values[at].Value > edges[^1])
                edges.Add(values[at].Value);
        }
        return edges.Count < 4 ? [] : edges.Zip(edges.Skip(1)).Select(pair => (column, pair.First, Slope: 1 / (pair.Second - pair.First))).Where(piece => float.IsFinite(piece.Slope));
    }
}
