namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>The key of a joined pair as the database gives it.</summary>
internal sealed record PairKeyRow
{
    public required string RequestId { get; init; }

    public long RowIndex { get; init; }

    public long PredictedAt { get; init; }

    public double? Weight { get; init; }

    public PairKey ToKey() => new(RequestId, (int)RowIndex, DateTimeOffset.FromUnixTimeMilliseconds(PredictedAt), Weight ?? 1);
}
