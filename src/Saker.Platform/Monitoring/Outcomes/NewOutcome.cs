namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>What became of one predicted row, or of a request by a business metric.</summary>
public sealed record NewOutcome
{
    /// <summary>The id of the request that asked for the prediction.</summary>
    public required string RequestId { get; init; }

    /// <summary>Which row of the request, counted from 0.</summary>
    public int Row { get; init; }

    /// <summary>The name of the business metric that <see cref="Value"/> is of, a number for the request as a whole; null when it is what was predicted.</summary>
    public string? Metric { get; init; }

    /// <summary>The label, or the number in the invariant culture.</summary>
    public required string Value { get; init; }

    /// <summary>When it became known; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The endpoint, where an id may have been used for several; null joins whatever has the id.</summary>
    public string? Endpoint { get; init; }
}
