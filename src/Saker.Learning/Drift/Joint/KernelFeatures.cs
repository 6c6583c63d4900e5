using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Learning.Drift.Joint;

/// <summary>
/// Features of rows whose inner products are kernels: first random Fourier features of a Gaussian one of the median width (Rahimi and Recht 2007), then the products of pairs of
/// columns, each the kernel that sees the covariance of the two and nothing else. Row-major.
/// </summary>
internal sealed class KernelFeatures
{
    // Of so many columns, the first ones, every pair has its product.
    private const int MaxPaired = 40;
    private const int FrequencyCount = 128;
    private const int WidthPairs = 1_000;

    private KernelFeatures(float[] values, int rowCount, IReadOnlyList<(int One, int Other)> pairs)
    {
        Values = values;
        RowCount = rowCount;
        Pairs = pairs;
    }

    public float[] Values { get; }

    public int RowCount { get; }

    /// <summary>Features of a row.</summary>
    public int Width => PairStart + Pairs.Count;

    /// <summary>Where products of pairs begin.</summary>
    public static int PairStart => 2 * FrequencyCount;

    /// <summary>Which features each product is of.</summary>
    public IReadOnlyList<(int One, int Other)> Pairs { get; }

    public static KernelFeatures Of(JointFeatures rows, Xoshiro256 chance)
    {
        var pairs = new List<(int One, int Other)>();
        var paired = Math.Min(rows.Columns.Count, MaxPaired);
        for (var one = 0; one < paired; one++)
            for (var other = one + 1; other < paired; other++)
                // Marks of one column exclude each other, which says nothing.
                if (rows.Origins[one] != rows.Origins[other])
                    pairs.Add((one, other));
        var features = new KernelFeatures(new float[(long)rows.RowCount * (PairStart + pairs.Count)], rows.RowCount, pairs);
        AddFourier(rows, chance, features.Values, features.Width);
        AddPairs(rows, features);
        return features;
    }

    private static void AddFourier(JointFeatures rows, Xoshiro256 chance, float[] values, int width)
    {
        var scale = 1 / Math.Sqrt(MedianSquare(rows, chance));
        var amplitude = (float)Math.Sqrt(1.0 / FrequencyCount);
        var angles = new float[rows.RowCount];
        for (var f = 0; f < FrequencyCount; f++)
        {
            Array.Clear(angles);
            foreach (var column in rows.Columns)
                AddScaled(column, (float)(chance.NextNormal() * scale), angles);
            for (var row = 0; row < angles.Length; row++)
            {
                var (sine, cosine) = MathF.SinCos(angles[row]);
                values[(row * width) + (2 * f)] = amplitude * sine;
                values[(row * width) + (2 * f) + 1] = amplitude * cosine;
            }
        }
    }

    /// <summary>Centred and of variance 1, so that one is as likely as another to stand out by chance.</summary>
    private static void AddPairs(JointFeatures rows, KernelFeatures features)
    {
        var products = new float[rows.RowCount];
        for (var pair = 0; pair < features.Pairs.Count; pair++)
        {
            var (left, right) = (rows.Columns[features.Pairs[pair].One], rows.Columns[features.Pairs[pair].Other]);
            var (sum, squares) = (0.0, 0.0);
            for (var row = 0; row < products.Length; row++)
            {
                var product = left[row] * right[row];
                products[row] = product;
                sum += product;
                squares += product * product;
            }
            var mean = sum / products.Length;
            var deviation = Math.Sqrt(Math.Max((squares / products.Length) - (mean * mean), 0));
            var (offset, factor) = ((float)mean, deviation > 1e-6 ? (float)(1 / deviation) : 0);
            for (int row = 0, at = PairStart + pair; row < products.Length; row++, at += features.Width)
                features.Values[at] = (products[row] - offset) * factor;
        }
    }

    private static void AddScaled(float[] from, float factor, float[] to)
    {
        var source = MemoryMarshal.Cast<float, Vector<float>>(from.AsSpan());
        var target = MemoryMarshal.Cast<float, Vector<float>>(to.AsSpan());
        for (var i = 0; i < source.Length; i++)
            target[i] += source[i] * factor;
        for (var i = source.Length * Vector<float>.Count; i < from.Length; i++)
            to[i] += from[i] * factor;
    }

    /// <summary>The median of the squared distances of random pairs of rows (Gretton et al. 2012).</summary>
    private static double MedianSquare(JointFeatures rows, Xoshiro256 chance)
    {
        var squares = new double[WidthPairs];
        for (var i = 0; i < squares.Length; i++)
        {
            var (one, other) = (chance.Below(rows.RowCount), chance.Below(rows.RowCount));
            foreach (var column in rows.Columns)
                squares[i] += (column[one] - column[other]) * (column[one] - column[other]);
        }
        Array.Sort(squares);
        return Math.Max(squares[squares.Length / 2], 1e-12);
    }
}
