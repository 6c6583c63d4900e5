namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A business metric as its table holds it.</summary>
internal sealed record NamedOutcomeRow
{
    public const string Columns =
        """
        o.request_id AS RequestId, o.name, o.value, o.known_at AS KnownAt, o.received_at AS ReceivedAt, o.first_received_at AS FirstReceivedAt, o.correction_count AS CorrectionCount,
        o.state, o.endpoint, o.model, o.version, o.arm, o.predicted_at AS PredictedAt, o.join_order AS JoinOrder
        """;

    public required string RequestId { get; init; }

    public required string Name { get; init; }

    public double Value { get; init; }

    public long KnownAt { get; init; }

    public long ReceivedAt { get; init; }

    public long FirstReceivedAt { get; init; }

    public long CorrectionCount { get; init; }

    public required string State { get; init; }

    public string? Endpoint { get; init; }

    public string? Model { get; init; }

    public long? Version { get; init; }

    public long? Arm { get; init; }

    public long? PredictedAt { get; init; }

    public long? JoinOrder { get; init; }

    public NamedOutcome ToOutcome() => new()
    {
        RequestId = RequestId,
        Name = Name,
        Value = Value,
        At = DateTimeOffset.FromUnixTimeMilliseconds(KnownAt),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt),
        FirstReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(FirstReceivedAt),
        CorrectionCount = (int)CorrectionCount,
        State = OutcomeStates.Find(State) ?? OutcomeState.Unmatched,
        Endpoint = Endpoint,
        Request = PredictedAt is not { } at ? null : new NamedJoin(RequestId, Endpoint!, Model!, (int)Version!.Value, (int?)Arm, DateTimeOffset.FromUnixTimeMilliseconds(at)),
        JoinOrder = JoinOrder,
    };
}
