using System.Text.Json;

namespace Saker.Client;

/// <summary>What became of a predicted row, or of all rows of a request.</summary>
public sealed record OutcomeRequest
{
    /// <summary>The id of the request that asked for the prediction: the one it was sent with, or the one the server gave it.</summary>
    public required string RequestId { get; init; }

    /// <summary>Which row of the request, counted from 0; absent for the first, and where <see cref="Outcome"/> is an array.</summary>
    public int? Row { get; init; }

    /// <summary>A label, a number, or an array of them, one for each row of the request, null where it is not known yet.</summary>
    public required JsonElement Outcome { get; init; }

    /// <summary>The name of the business metric that <see cref="Outcome"/> is of, a number for the request as a whole; absent for what was predicted.</summary>
    public string? Metric { get; init; }

    /// <summary>When it became known; absent for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The endpoint, where an id was used for several.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The outcome of one row as a label.</summary>
    public static OutcomeRequest Of(string requestId, string label, int row = 0) => new() { RequestId = requestId, Row = row, Outcome = JsonSerializer.SerializeToElement(label, SakerJson.Default.String) };

    /// <summary>A business metric of a request.</summary>
    public static OutcomeRequest OfMetric(string requestId, string metric, double value) => new() { RequestId = requestId, Metric = metric, Outcome = JsonSerializer.SerializeToElement(value, SakerJson.Default.Double) };

    /// <summary>The outcome of one row as a number.</summary>
    public static OutcomeRequest Of(string requestId, double number, int row = 0) => new() { RequestId = requestId, Row = row, Outcome = JsonSerializer.SerializeToElement(number, SakerJson.Default.Double) };
}
