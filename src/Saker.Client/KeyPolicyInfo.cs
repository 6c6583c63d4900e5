namespace Saker.Client;

/// <summary>What a key may use, and how much its answers give away. Null is no limit; a day is one of UTC.</summary>
public sealed record KeyPolicyInfo
{
    public double? RequestsPerSecond { get; init; }

    /// <summary>Requests that may come at once after a pause.</summary>
    public int? Burst { get; init; }

    public long? RequestsPerDay { get; init; }

    public long? RowsPerDay { get; init; }

    /// <summary>Different rows a day and endpoint; beyond 128 an estimate with a standard error of 2.3 %.</summary>
    public long? DistinctRowsPerDay { get; init; }

    /// <summary>Decimals that floating outputs keep.</summary>
    public int? ScoreDecimals { get; init; }
}
