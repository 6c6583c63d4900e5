namespace Saker.Learning.Neural.Building;

/// <summary>Matrices with orthonormal rows or columns: normal numbers made so by Gram and Schmidt, twice for the sake of rounding.</summary>
internal static class OrthogonalMatrix
{
    public static float[] Draw(long[] shape, Xoshiro256 chance)
    {
        var rows = (int)shape[0];
        var columns = (int)shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            foreach (ref var value in vectors[i].AsSpan())
                value = chance.NextNormal();
            Straighten(vectors, i);
            Straighten(vectors, i);
        }
        var values = new float[rows * columns];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < length; j++)
                values[rows <= columns ? i * columns + j : j * columns + i] = (float)vectors[i][j];
        return values;
    }

    private static void Straighten(double[][] vectors, int last)
    {
        var vector = vectors[last];
        for (var i = 0; i < last; i++)
        {
            var along = Dot(vectors[i], vector);
            for (var j = 0; j < vector.Length; j++)
                vector[j] -= along * vectors[i][j];
        }
        var length = Math.Sqrt(Dot(vector, vector));
        foreach (ref var value in vector.AsSpan())
            value /= length;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
