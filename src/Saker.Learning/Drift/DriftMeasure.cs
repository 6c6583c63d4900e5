namespace Saker.Learning.Drift;

/// <summary>A distance or test of one column, by its public name in snake case.</summary>
public enum DriftMeasure
{
    /// <summary>Population stability index over bins by quantiles of the reference, or over categories. Large from 0.2.</summary>
    Psi,

    /// <summary>Kolmogorov-Smirnov: the largest difference of the shares up to a value. A test. For numbers.</summary>
    KolmogorovSmirnov,

    /// <summary>Chi-squared on two rows of counts. A test.</summary>
    ChiSquared,

    /// <summary>The z-test of two shares. A test, for two values.</summary>
    TwoShares,

    /// <summary>Jensen-Shannon distance in nats, 0 to 0.833. Large from 0.1.</summary>
    JensenShannon,

    /// <summary>Kullback-Leibler divergence in nats. Large from 0.1.</summary>
    KullbackLeibler,

    /// <summary>Wasserstein distance of order 1 over the standard deviation of the reference. Large from 0.1. For numbers.</summary>
    Wasserstein,

    /// <summary>Hellinger distance, 0 to 1. Large from 0.1.</summary>
    Hellinger,

    /// <summary>Anderson-Darling for two samples. A test, for rows of numbers.</summary>
    AndersonDarling,

    /// <summary>Cramér-von Mises. A test, for rows of numbers.</summary>
    CramerVonMises,

    /// <summary>Total variation: the share of rows that would have to change their value. Large from 0.1.</summary>
    TotalVariation,
}
