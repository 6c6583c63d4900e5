namespace Saker.Data.Checks;

/// <summary>How <see cref="DistributionCheck"/> compares.</summary>
public enum DistributionMethod
{
    /// <summary>Population stability index over the bins; less than 0.1 is by custom no change, more than 0.25 a large one.</summary>
    Psi,

    /// <summary>Jensen-Shannon divergence over the bins, in bits from 0 to 1.</summary>
    JensenShannon,

    /// <summary>Kolmogorov-Smirnov: the largest difference of the shares below an edge, from 0 to 1. For numbers and times.</summary>
    KolmogorovSmirnov,

    /// <summary>Earth mover's distance in standard deviations of the reference. For numbers and times.</summary>
    Wasserstein,

    /// <summary>Pearson's chi-squared test of goodness of fit, by its p-value.</summary>
    ChiSquared,
}
