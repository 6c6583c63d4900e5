namespace Saker.Dashboard.Serving.History;

/// <summary>How an endpoint's requests were over a time.</summary>
public sealed record EndpointHistory
{
    public required HistoryRange Range { get; init; }

    /// <summary>How long each piece is.</summary>
    public required TimeSpan Piece { get; init; }

    /// <summary>The oldest first, without gaps.</summary>
    public required IReadOnlyList<HistoryPoint> Points { get; init; }

    public required IReadOnlyList<StageLine> Stages { get; init; }

    /// <summary>Of what the stages are, in words.</summary>
    public required string StagesOf { get; init; }

    public long RequestCount => Points.Sum(point => point.RequestCount);

    public long ErrorCount => Points.Sum(point => point.ErrorCount);
}
