namespace Saker.Benchmarks.Watching;

/// <summary>What is planted in a simulated window.</summary>
internal enum PlantedDrift
{
    None,

    /// <summary>The mean of one of 30 columns rises by 0.2 standard deviations.</summary>
    Mean,

    /// <summary>One category of one column goes from 10% to 15%.</summary>
    Category,

    /// <summary>Two columns that did not go together have a correlation of 0.4; every column by itself is as before.</summary>
    Covariance,
}
