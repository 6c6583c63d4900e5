namespace Saker.Learning.Sequential;

/// <summary>Sums of numbers whose logarithms are at hand.</summary>
internal static class LogSum
{
    /// <summary>The logarithm of the sum of exponentials, without overflow; -infinity when all are.</summary>
    public static double Of(ReadOnlySpan<double> logs)
    {
        var top = double.NegativeInfinity;
        foreach (var log in logs)
            top = Math.Max(top, log);
        if (double.IsNegativeInfinity(top))
            return top;
        var sum = 0.0;
        foreach (var log in logs)
            sum += Math.Exp(log - top);
        return top + Math.Log(sum);
    }

    /// <summary>The logarithm of the mean of two numbers.</summary>
    public static double MeanOf(double left, double right) => Of([left, right]) - Math.Log(2);
}
