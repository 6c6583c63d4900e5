namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Which columns of a file hold what of outcomes.</summary>
public sealed record OutcomeColumns
{
    /// <summary>The names that an uploaded file has.</summary>
    public static OutcomeColumns Default { get; } = new() { Id = "request_id", Outcome = "outcome", Row = "row", At = "at", Endpoint = "endpoint", Metric = "metric" };

    /// <summary>The id of the request.</summary>
    public required string Id { get; init; }

    public required string Outcome { get; init; }

    /// <summary>The row of the request; where null or not in the file, all are of the first row.</summary>
    public string? Row { get; init; }

    /// <summary>When it became known; where null or not in the file, now.</summary>
    public string? At { get; init; }

    /// <summary>The endpoint; where null or not in the file, the id is enough.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The name of the business metric that the outcome is of; where null, not in the file or empty, it is what was predicted.</summary>
    public string? Metric { get; init; }
}
