using MathNet.Numerics;

namespace Saker.Learning.Drift.Measures;

/// <summary>The distribution of the statistic of Kolmogorov for small gaps: n! / n^n times an entry of the n-th power of a matrix (Marsaglia, Tsang and Wang 2003).</summary>
internal static class KolmogorovMatrix
{
    private const double TooLarge = 1e140;

    /// <summary>The chance of a statistic below <paramref name="gap"/>.</summary>
    public static double Below(int count, double gap)
    {
        var k = (int)(count * gap) + 1;
        var size = (2 * k) - 1;
        var rest = k - (count * gap);
        var (power, divided) = Power(Start(size, rest), size, count);
        var entry = power[((k - 1) * size) + k - 1];
        return Math.Exp(Math.Log(entry) + (divided * Math.Log(TooLarge)) + SpecialFunctions.GammaLn(count + 1.0) - (count * Math.Log(count)));
    }

    private static double[] Start(int size, double rest)
    {
        var matrix = new double[size * size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                matrix[(row * size) + column] = row - column + 1 >= 0 ? 1 : 0;
        for (var row = 0; row < size; row++)
        {
            matrix[row * size] -= Math.Pow(rest, row + 1);
            matrix[((size - 1) * size) + row] -= Math.Pow(rest, size - row);
        }
        matrix[(size - 1) * size] += (2 * rest) - 1 > 0 ? Math.Pow((2 * rest) - 1, size) : 0;
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                for (var factor = 2; factor <= row - column + 1; factor++)
                    matrix[(row * size) + column] /= factor;
        return matrix;
    }

    /// <summary>By squaring; what grows too large is divided, and how often is told.</summary>
    private static (double[] Power, long Divided) Power(double[] matrix, int size, int exponent)
    {
        var (result, square) = (((double[] Values, long Divided)?)null, (Values: matrix, Divided: 0L));
        while (true)
        {
            if ((exponent & 1) == 1)
                result = result is { } known ? Product(known, square, size) : square;
            exponent >>= 1;
            if (exponent == 0)
                return result!.Value;
            square = Product(square, square, size);
        }
    }

    private static (double[] Values, long Divided) Product((double[] Values, long Divided) left, (double[] Values, long Divided) right, int size)
    {
        var values = Multiply(left.Values, right.Values, size);
        var divided = left.Divided + right.Divided;
        if (values[(size / 2 * size) + (size / 2)] <= TooLarge)
            return (values, divided);
        for (var i = 0; i < values.Length; i++)
            values[i] /= TooLarge;
        return (values, divided + 1);
    }

    private static double[] Multiply(double[] left, double[] right, int size)
    {
        var product = new double[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var inner = 0; inner < size; inner++)
            {
                var factor = left[(row * size) + inner];
                for (var column = 0; column < size; column++)
                    product[(row * size) + column] += factor * right[(inner * size) + column];
            }
        }
        return product;
    }
}
