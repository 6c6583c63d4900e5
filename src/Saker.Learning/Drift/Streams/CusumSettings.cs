namespace Saker.Learning.Drift.Streams;

/// <summary>Settings of <see cref="Cusum"/>.</summary>
public sealed record CusumSettings
{
    /// <summary>The first values, from 2, which tell the mean and the standard deviation that are held against the rest.</summary>
    public int WarmUp { get; init; } = 200;

    /// <summary>What is let pass, in standard deviations, 0 or more: half of the smallest shift of the mean that matters.</summary>
    public double Slack { get; init; } = 0.5;

    /// <summary>How far a sum may go, in standard deviations, above 0.</summary>
    public double Threshold { get; init; } = 8;
}
