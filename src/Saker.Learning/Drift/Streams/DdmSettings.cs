namespace Saker.Learning.Drift.Streams;

/// <summary>Settings of <see cref="Ddm"/>.</summary>
public sealed record DdmSettings
{
    /// <summary>Errors before the first call, from 1: fewer do not tell a rate from chance.</summary>
    public int WarmUp { get; init; } = 30;

    /// <summary>Standard deviations above the best error rate at which it warns, above 0.</summary>
    public double Warning { get; init; } = 2;

    /// <summary>Standard deviations at which it calls a drift, above <see cref="Warning"/>.</summary>
    public double Drift { get; init; } = 3;
}
