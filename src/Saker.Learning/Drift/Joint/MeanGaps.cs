using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Learning.Drift.Joint;

/// <summary>How far the mean features of some rows are from those of all others. For one thread at a time.</summary>
internal sealed class MeanGaps
{
    private readonly KernelFeatures _features;
    private readonly float[] _total;
    private readonly float[] _sums;

    public MeanGaps(KernelFeatures features)
    {
        _features = features;
        _total = new float[features.Width];
        _sums = new float[features.Width];
        AddRows([.. Enumerable.Range(0, features.RowCount)], _total);
    }

    /// <summary>Of the Gaussian kernel the squared distance, of the pairs the largest squared one.</summary>
    public (double Gauss, double Pair) Of(ReadOnlySpan<int> side)
    {
        Array.Clear(_sums);
        AddRows(side, _sums);
        var (own, other) = (1.0 / side.Length, 1.0 / (_features.RowCount - side.Length));
        var (gauss, pair) = (0.0, 0.0);
        for (var i = 0; i < _sums.Length; i++)
        {
            var gap = (_sums[i] * own) - ((_total[i] - _sums[i]) * other);
            if (i < KernelFeatures.PairStart)
                gauss += gap * gap;
            else
                pair = Math.Max(pair, gap * gap);
        }
        return (gauss, pair);
    }

    /// <summary>The pairs that stand out most, with their correlations on both sides (of normal scores and marks).</summary>
    public List<string> Reasons(JointFeatures rows, int left, double minScore, int max)
    {
        Array.Clear(_sums);
        AddRows([.. Enumerable.Range(0, left)], _sums);
        var right = rows.RowCount - left;
        var noise = Math.Sqrt((1.0 / left) + (1.0 / right));
        (int Pair, double Score)[] scores = [.. Enumerable.Range(0, _features.Pairs.Count).Select(pair => (pair, Score: Math.Abs((_sums[KernelFeatures.PairStart + pair] / left) - ((_total[KernelFeatures.PairStart + pair] - _sums[KernelFeatures.PairStart + pair]) / right)) / noise))];
        return [.. scores.Where(pair => pair.Score > minScore).OrderByDescending(pair => pair.Score).Take(max).Select(pair => Describe(rows, pair.Pair, left))];
    }

    private string Describe(JointFeatures rows, int pair, int left)
    {
        var (first, second) = _features.Pairs[pair];
        var (one, other) = (rows.Columns[first], rows.Columns[second]);
        return FormattableString.Invariant($"{rows.Names[first]} and {rows.Names[second]}: correlation {Correlation(one.AsSpan(0, left), other.AsSpan(0, left)):0.00} -> {Correlation(one.AsSpan(left), other.AsSpan(left)):0.00}");
    }

    private static double Correlation(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var (x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
        {
            x += one[i];
            y += other[i];
            xx += one[i] * one[i];
            yy += other[i] * other[i];
            xy += one[i] * other[i];
        }
        var spread = Math.Sqrt(((one.Length * xx) - (x * x)) * ((one.Length * yy) - (y * y)));
        return spread > 0 ? ((one.Length * xy) - (x * y)) / spread : 0;
    }

    private void AddRows(ReadOnlySpan<int> rows, Span<float> sums)
    {
        var into = MemoryMarshal.Cast<float, Vector<float>>(sums);
        foreach (var row in rows)
        {
            var values = _features.Values.AsSpan(row * _features.Width, _features.Width);
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
            for (var i = 0; i < vectors.Length; i++)
                into[i] += vectors[i];
            for (var i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
                sums[i] += values[i];
        }
    }
}
