using Saker.Data;
using Saker.Platform.Monitoring.Log;

namespace Saker.Server.Http;

/// <summary>What the address of a query of the prediction log may say.</summary>
internal sealed record LogQueryParameters
{
    public string? Endpoint { get; init; }

    public int? Version { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? Since { get; init; }

    public string? Id { get; init; }

    public string? Step { get; init; }

    public string? Error { get; init; }

    public string? Filter { get; init; }

    public bool? Sampled { get; init; }

    public int? Limit { get; init; }

    public string? Page { get; init; }

    /// <exception cref="SakerException">Since is no duration, or given beside from.</exception>
    public LogFilter ToFilter(TimeProvider time) => new()
    {
        Endpoint = Endpoint,
        Version = Version,
        From = Begin(time),
        To = To,
        RequestId = Id,
        Step = Step,
        Error = Error,
        Where = Filter,
        SampledOnly = Sampled ?? false,
    };

    private DateTimeOffset? Begin(TimeProvider time)
    {
        if (Since is not { Length: > 0 } since)
            return From;
        if (From is not null)
            throw new SakerException(ErrorKind.InvalidInput, "Give from or since, not both.", "since");
        if (DurationText.Parse(since) is not { } age || age <= TimeSpan.Zero || age > TimeSpan.FromDays(100_000))
            throw new SakerException(ErrorKind.InvalidInput, $"'{since}' is no duration; write one such as 30s, 5m, 2h or 7d.", "since");
        return time.GetUtcNow() - age;
    }
}
