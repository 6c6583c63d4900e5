namespace Saker.Learning.Neural.Training;

/// <summary>Lowers the learning rate when what is watched no longer gets better.</summary>
public sealed record RatePlateau
{
    /// <summary>What the rate is multiplied with, above 0 and below 1.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>Epochs without a better one that it waits for, 0 or more.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>The share of its first value below which the rate does not fall.</summary>
    public double Least { get; init; } = 1e-3;
}
