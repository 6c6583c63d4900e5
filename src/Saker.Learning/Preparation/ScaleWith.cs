namespace Saker.Learning.Preparation;

/// <summary>How numbers are brought to a common scale.</summary>
public enum ScaleWith
{
    /// <summary>Mean 0 and standard deviation 1 (the population's).</summary>
    Standard,

    /// <summary>The training rows' smallest number becomes 0, the largest 1.</summary>
    MinMax,

    /// <summary>Median 0 and distance between the quartiles 1.</summary>
    Robust,
}
