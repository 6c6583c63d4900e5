namespace Saker.Learning.Explanation.Prototypes;

/// <summary>How many rows stand for all.</summary>
public sealed record PrototypeOptions
{
    /// <summary>Rows that are typical.</summary>
    public int PrototypeCount { get; init; } = 5;

    /// <summary>Rows that the typical ones do not stand for.</summary>
    public int CriticismCount { get; init; } = 5;

    /// <summary>The most rows that are compared, every one with every other; of more, an even choice.</summary>
    public int MaxRows { get; init; } = 2_000;
}
