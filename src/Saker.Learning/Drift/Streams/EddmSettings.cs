namespace Saker.Learning.Drift.Streams;

/// <summary>Settings of <see cref="Eddm"/>.</summary>
public sealed record EddmSettings
{
    /// <summary>Errors before the first call.</summary>
    public int WarmUp { get; init; } = 30;

    /// <summary>Below this ratio to the widest distance between errors it warns, above <see cref="Drift"/> and below 1.</summary>
    public double Warning { get; init; } = 0.95;

    /// <summary>Below this ratio it calls a drift, above 0.</summary>
    public double Drift { get; init; } = 0.9;
}
