namespace Saker.Client;

/// <summary>An estimated score of a window; what is not known is absent.</summary>
public sealed record EstimatedScoreInfo
{
    public required string Name { get; init; }

    public double? Value { get; init; }

    /// <summary>The sampling error.</summary>
    public double? StandardError { get; init; }

    /// <summary>The lower threshold, from chunks of the reference.</summary>
    public double? Low { get; init; }

    /// <summary>The upper threshold.</summary>
    public double? High { get; init; }

    /// <summary>Whether it lies beyond the threshold of the worse side.</summary>
    public required bool IsWorse { get; init; }

    /// <summary>Estimate less score, once outcomes came.</summary>
    public double? Error { get; init; }
}
