using System.Numerics;
using System.Runtime.InteropServices;

namespace Saker.Onnx.Compression;

/// <summary>
/// The singular value decomposition of a matrix by rotations of pairs of columns (one-sided Jacobi; Hestenes 1958): exact to rounding. The work grows with the third power of the smaller
/// extent, so that callers bound it.
/// </summary>
internal sealed class SingularValues
{
    private const int MaxSweeps = 40;
    private const double Tolerance = 1e-10;

    private SingularValues(double[] values, double[][] left, double[][] right) => (Values, Left, Right) = (values, left, right);

    /// <summary>The values, largest first.</summary>
    public double[] Values { get; }

    /// <summary>For each value a direction of the rows, of length 1.</summary>
    public double[][] Left { get; }

    /// <summary>For each value a direction of the columns, of length 1.</summary>
    public double[][] Right { get; }

    /// <param name="matrix">Its elements, row by row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="cancellationToken">Stops within a sweep.</param>
    public static SingularValues Of(ReadOnlySpan<float> matrix, int rows, int columns, CancellationToken cancellationToken)
    {
        var isWide = columns > rows;
        var (tall, count) = isWide ? (columns, rows) : (rows, columns);
        var vectors = new double[count][];
        var turns = new double[count][];
        for (var i = 0; i < count; i++)
        {
            vectors[i] = new double[tall];
            turns[i] = new double[count];
            turns[i][i] = 1;
            for (var k = 0; k < tall; k++)
                vectors[i][k] = isWide ? matrix[i * columns + k] : matrix[k * columns + i];
        }
        for (var sweep = 0; sweep < MaxSweeps && Sweep(vectors, turns, cancellationToken); sweep++)
        {
        }
        var lengths = Array.ConvertAll(vectors, vector => Math.Sqrt(Dot(vector, vector)));
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(i => lengths[i])];
        var tallSide = Array.ConvertAll(order, i => Array.ConvertAll(vectors[i], value => lengths[i] > 0 ? value / lengths[i] : 0));
        var otherSide = Array.ConvertAll(order, i => turns[i]);
        return new SingularValues(Array.ConvertAll(order, i => lengths[i]), isWide ? otherSide : tallSide, isWide ? tallSide : otherSide);
    }

    private static bool Sweep(double[][] vectors, double[][] turns, CancellationToken cancellationToken)
    {
        var turned = false;
        for (var i = 0; i < vectors.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = i + 1; j < vectors.Length; j++)
            {
                var (a, b, c) = (Dot(vectors[i], vectors[i]), Dot(vectors[j], vectors[j]), Dot(vectors[i], vectors[j]));
                if (Math.Abs(c) <= Tolerance * Math.Sqrt(a * b))
                    continue;
                turned = true;
                var angle = (b - a) / (2 * c);
                var tangent = Math.CopySign(1, angle) / (Math.Abs(angle) + Math.Sqrt(1 + angle * angle));
                var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
                Turn(vectors[i], vectors[j], cosine, cosine * tangent);
                Turn(turns[i], turns[j], cosine, cosine * tangent);
            }
        }
        return turned;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = Vector<double>.Zero;
        var a = MemoryMarshal.Cast<double, Vector<double>>(left.AsSpan());
        var b = MemoryMarshal.Cast<double, Vector<double>>(right.AsSpan());
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        var total = Vector.Sum(sum);
        for (var i = a.Length * Vector<double>.Count; i < left.Length; i++)
            total += left[i] * right[i];
        return total;
    }

    private static void Turn(double[] left, double[] right, double cosine, double sine)
    {
        var a = MemoryMarshal.Cast<double, Vector<double>>(left.AsSpan());
        var b = MemoryMarshal.Cast<double, Vector<double>>(right.AsSpan());
        for (var i = 0; i < a.Length; i++)
            (a[i], b[i]) = (a[i] * cosine - b[i] * sine, a[i] * sine + b[i] * cosine);
        for (var i = a.Length * Vector<double>.Count; i < left.Length; i++)
            (left[i], right[i]) = (left[i] * cosine - right[i] * sine, left[i] * sine + right[i] * cosine);
    }
}
