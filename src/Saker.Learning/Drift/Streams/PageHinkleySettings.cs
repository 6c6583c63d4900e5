namespace Saker.Learning.Drift.Streams;

/// <summary>Settings of <see cref="PageHinkley"/>.</summary>
public sealed record PageHinkleySettings
{
    /// <summary>Values before the first call.</summary>
    public int MinCount { get; init; } = 30;

    /// <summary>Changes of the mean up to this are let pass, 0 or more.</summary>
    public double Delta { get; init; } = 0.005;

    /// <summary>How far the sum may move, above 0; larger is slower and surer. It is in the unit of the values.</summary>
    public double Threshold { get; init; } = 50;

    /// <summary>What a sum keeps of itself with each value, above 0 and at most 1.</summary>
    public double Alpha { get; init; } = 0.9999;
}
