namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A corrected value as its table holds it.</summary>
internal sealed record EarlierRow
{
    public long RowIndex { get; init; }

    public required string Value { get; init; }

    public long KnownAt { get; init; }

    public long ReceivedAt { get; init; }

    public EarlierOutcome ToEarlier() => new(Value, DateTimeOffset.FromUnixTimeMilliseconds(KnownAt), DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt));
}
