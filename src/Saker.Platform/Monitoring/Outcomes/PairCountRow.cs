namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A count of pairs as the database gives it.</summary>
internal sealed record PairCountRow
{
    public long Total { get; init; }

    public long? LastAt { get; init; }

    public PairCount ToCount() => new(Total, LastAt is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null);
}
