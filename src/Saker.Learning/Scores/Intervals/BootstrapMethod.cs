namespace Saker.Learning.Scores.Intervals;

/// <summary>How the ends of a bootstrap interval are read off the resampled values.</summary>
public enum BootstrapMethod
{
    /// <summary>The quantiles themselves (Efron 1979).</summary>
    Percentile,

    /// <summary>Quantiles moved for bias and for a spread that changes with the value: bias-corrected and accelerated (Efron 1987).</summary>
    Bca,
}
