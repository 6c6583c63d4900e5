using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Scores.Calibrating;

/// <summary>
/// Pooled blocks joined by straight lines between their middles: centred isotonic regression (Oron and Flournoy 2017). Steps would
/// turn a last-bit difference between engines into a different answer, and would make ties of rows that the model tells apart.
/// </summary>
internal sealed class IsotonicCalibrator : Calibrator
{
    // Closer than this the middles are pooled, which keeps the lines from standing upright.
    private const double MinWidth = 1e-3;

    private readonly double[] _places;
    private readonly double[] _values;

    private IsotonicCalibrator(double[] places, double[] values)
    {
        _places = places;
        _values = values;
    }

    public override CalibrationMethod Method => CalibrationMethod.Isotonic;

    public override string Summary => $"{_places.Length} knots";

    public static IsotonicCalibrator Fit(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        var counts = RankedCounts.Of(target, probability);
        counts.Reverse();
        var (places, values, weights) = (new double[counts.Count], new double[counts.Count], new double[counts.Count]);
        for (var i = 0; i < counts.Count; i++)
        {
            // The counts are from a probability up: what the next one has less is this one's own.
            var above = i + 1 < counts.Count ? counts[i + 1] : default;
            weights[i] = counts[i].TruePositives + counts[i].FalsePositives - above.TruePositives - above.FalsePositives;
            values[i] = (counts[i].TruePositives - above.TruePositives) / weights[i];
            places[i] = counts[i].Probability;
        }
        var knots = Knots(places, weights, PooledAdjacent.Fit(values, weights));
        if (knots.Count < 2)
            throw new SakerException(ErrorKind.InvalidInput, "The probabilities cannot be calibrated: rows of a higher probability are not more often positive. The model is no better than chance.", "calibrate");
        return new IsotonicCalibrator([.. knots.Select(knot => knot.Place)], OffTheEnds(knots));
    }

    private protected override double Map(double probability)
    {
        var value = _values[0];
        for (var i = 1; i < _places.Length; i++)
            value += Slope(i) * Math.Clamp(probability - _places[i - 1], 0, _places[i] - _places[i - 1]);
        return value;
    }

    // The first value, and for each line its slope times how far the probability has come along it.
    private protected override Value EmitMap(GraphBuilder graph, Value probability)
    {
        var count = _places.Length - 1;
        var (starts, widths, slopes) = (_places[..count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
            (widths[i], slopes[i]) = (_places[i + 1] - _places[i], Slope(i + 1));
        var along = graph.ClipKeepingMissing(graph.Arithmetic("Sub", probability, graph.Numbers(starts)), graph.Number(0), graph.Numbers(widths));
        var risen = graph.Arithmetic("MatMul", along, graph.Constant(Tensor.Of(slopes, count, 1)));
        return graph.Arithmetic("Add", risen, graph.Number(_values[0]));
    }

    private double Slope(int knot) => (_values[knot] - _values[knot - 1]) / (_places[knot] - _places[knot - 1]);

    /// <summary>The weighted middle of each block, blocks that lie too close joined.</summary>
    private static List<(double Place, double Value, double Weight)> Knots(double[] places, double[] weights, IReadOnlyList<PooledBlock> blocks)
    {
        var knots = new List<(double Place, double Value, double Weight)>();
        var start = 0;
        foreach (var block in blocks)
        {
            var middle = 0.0;
            for (var i = start; i < block.End; i++)
                middle += places[i] * weights[i] / block.Weight;
            start = block.End;
            if (knots.Count > 0 && middle - knots[^1].Place < MinWidth)
            {
                var (place, value, weight) = knots[^1];
                var all = weight + block.Weight;
                knots[^1] = (((place * weight) + (middle * block.Weight)) / all, ((value * weight) + (block.Mean * block.Weight)) / all, all);
            }
            else
            {
                knots.Add((middle, block.Mean, block.Weight));
            }
        }
        return knots;
    }

    /// <summary>
    /// No finite number of rows shows that something never happens: a block at 0 or 1 is given half a row of the other class, but stays
    /// within half of the way to its neighbour.
    /// </summary>
    private static double[] OffTheEnds(List<(double Place, double Value, double Weight)> knots)
    {
        var values = knots.Select(knot => knot.Value).ToArray();
        if (values[0] == 0)
            values[0] = Math.Min(0.5 / (knots[0].Weight + 1), values[1] / 2);
        if (values[^1] == 1)
            values[^1] = Math.Max(1 - (0.5 / (knots[^1].Weight + 1)), (1 + values[^2]) / 2);
        return values;
    }
}
