namespace Saker.Data.Profiles;

/// <summary>Two columns together, over the rows in which both have a finite number: means, and sums of products of the deviations from them.</summary>
internal readonly record struct CoMoments(long Count, double MeanX, double MeanY, double XX, double YY, double XY)
{
    /// <summary>Pearson's coefficient from -1 to 1; NaN when a side does not vary.</summary>
    public double Correlation => XX > 0 && YY > 0 && XY / (Math.Sqrt(XX) * Math.Sqrt(YY)) is var ratio && double.IsFinite(ratio) ? Math.Clamp(ratio, -1, 1) : double.NaN;

    /// <summary>Both together (Pébay, 2008).</summary>
    public static CoMoments operator +(CoMoments left, CoMoments right)
    {
        if (left.Count == 0)
            return right;
        if (right.Count == 0)
            return left;
        var count = left.Count + right.Count;
        var share = (double)right.Count / count;
        var (x, y) = (right.MeanX - left.MeanX, right.MeanY - left.MeanY);
        var weight = left.Count * share;
        return new CoMoments(
            count,
            Moments.JoinedMean(left.MeanX, right.MeanX, share),
            Moments.JoinedMean(left.MeanY, right.MeanY, share),
            left.XX + right.XX + (x * x * weight),
            left.YY + right.YY + (y * y * weight),
            left.XY + right.XY + (x * y * weight));
    }
}
