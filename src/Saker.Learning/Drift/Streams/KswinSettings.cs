namespace Saker.Learning.Drift.Streams;

/// <summary>Settings of <see cref="Kswin"/>.</summary>
public sealed record KswinSettings
{
    /// <summary>The p-value at which it calls a drift, above 0 and below 1. It tests with every value, so false alarms are far more frequent than this of all windows.</summary>
    public double Alpha { get; init; } = 0.005;

    /// <summary>Values that are kept, at least twice <see cref="SampleLength"/>, of which the latest are compared with a sample of the others.</summary>
    public int WindowLength { get; init; } = 100;

    /// <summary>The latest values, and how many of the others they are compared with, from 2.</summary>
    public int SampleLength { get; init; } = 30;

    /// <summary>The difference of the shares must also be larger than this, 0 to 1.</summary>
    public double MinGap { get; init; } = 0.1;

    /// <summary>Decides the samples.</summary>
    public long Seed { get; init; } = 7;
}
