namespace Saker.Client;

/// <summary>What a guard knows of one arm.</summary>
public sealed record RolloutArmValueInfo
{
    /// <summary>Requests, pairs of answers or outcomes that it rests on.</summary>
    public required long Count { get; init; }

    /// <summary>Those that failed, were refused or differ; absent where nothing is counted of them.</summary>
    public long? Hits { get; init; }

    /// <summary>The share, the quantile in milliseconds, or the mean; absent while nothing is known.</summary>
    public double? Value { get; init; }
}
