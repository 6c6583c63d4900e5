namespace Saker.Client;

/// <summary>What became of a predicted row.</summary>
public sealed record OutcomeInfo
{
    public required string RequestId { get; init; }

    /// <summary>Which row of the request, counted from 0.</summary>
    public required int Row { get; init; }

    /// <summary>The last value that came: a label, or a number as text.</summary>
    public required string Outcome { get; init; }

    /// <summary>When it became known.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When this value came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary><c>unmatched</c>, <c>matched</c>, <c>unsampled</c> or <c>orphan</c>.</summary>
    public required string State { get; init; }

    public string? Endpoint { get; init; }

    /// <summary>What it was joined to; absent before.</summary>
    public OutcomePredictionInfo? Prediction { get; init; }

    /// <summary>Earlier values, the first one first; only where one request is asked for.</summary>
    public IReadOnlyList<EarlierOutcomeInfo>? History { get; init; }
}
