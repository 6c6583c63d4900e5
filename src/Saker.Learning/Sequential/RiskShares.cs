namespace Saker.Learning.Sequential;

/// <summary>
/// How the risk of rolling back what does no harm is shared between guards. A guard alone alarms when its e-value reaches 1 / (share * risk); all guards together when the mean of their e-values, weighed by
/// shares, reaches 1 / risk. Both keep the whole risk within what is stated, and the second finds at least as much: a mean of e-values is one, however they depend on each other (Vovk and Wang 2021).
/// </summary>
public static class RiskShares
{
    /// <summary>The risk of a whole rollout when nothing is said.</summary>
    public const double DefaultRisk = 0.05;

    /// <summary>Weight of the guard of errors.</summary>
    public const double Errors = 0.6;

    /// <summary>Weight of the guard of requests that the input guard refused.</summary>
    public const double Refusals = 0.05;

    /// <summary>Weight of the guard of answers by the fallback.</summary>
    public const double Fallbacks = 0.05;

    /// <summary>Weight of the guard of the median latency.</summary>
    public const double LatencyP50 = 0.05;

    /// <summary>Weight of the guard of the latency that 5% exceed.</summary>
    public const double LatencyP95 = 0.1;

    /// <summary>Weight of the guard of the latency that 1% exceed.</summary>
    public const double LatencyP99 = 0.05;

    /// <summary>Weight of the guard of scores.</summary>
    public const double Scores = 0.1;

    /// <summary>The log of the e-value that one guard must reach.</summary>
    /// <param name="risk">Of the whole rollout, above 0 and below 1.</param>
    /// <param name="weight">Of the guard, above 0.</param>
    /// <param name="weights">Of all guards together.</param>
    public static double LogThreshold(double risk, double weight, double weights) => -Math.Log(risk * weight / weights);

    /// <summary>The log of the mean e-value of all guards, to be held against -ln risk.</summary>
    /// <param name="logEvidence">One per guard.</param>
    /// <param name="weights">One per guard, above 0; they need not add up to 1.</param>
    /// <exception cref="ArgumentException">There is not one weight per guard.</exception>
    public static double LogCombined(ReadOnlySpan<double> logEvidence, ReadOnlySpan<double> weights)
    {
        if (logEvidence.Length != weights.Length)
            throw new ArgumentException($"Each of {logEvidence.Length} guards has a weight; got {weights.Length}.", nameof(weights));
        var (top, all) = (double.NegativeInfinity, 0.0);
        for (var i = 0; i < weights.Length; i++)
            (top, all) = (Math.Max(top, logEvidence[i]), all + weights[i]);
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] / all * Math.Exp(logEvidence[i] - top);
        return top + Math.Log(sum);
    }
}
