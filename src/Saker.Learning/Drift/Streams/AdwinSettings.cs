namespace Saker.Learning.Drift.Streams;

/// <summary>Settings of <see cref="Adwin"/>.</summary>
public sealed record AdwinSettings
{
    /// <summary>How likely a cut of a steady window is, above 0 and below 1; smaller is slower and surer.</summary>
    public double Delta { get; init; } = 0.002;

    /// <summary>Values between two looks, from 1.</summary>
    public int Clock { get; init; } = 32;

    /// <summary>Buckets of one size, from 1; more cut finer and take longer.</summary>
    public int MaxBuckets { get; init; } = 5;

    /// <summary>The fewest values on either side of a cut, from 1.</summary>
    public int MinWindowLength { get; init; } = 5;

    /// <summary>Values before the first look.</summary>
    public int GracePeriod { get; init; } = 10;
}
