using System.Text;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>An outcome as its table holds it.</summary>
internal sealed record OutcomeRow
{
    public const string Columns =
        """
        o.request_id AS RequestId, o.row_index AS RowIndex, o.value, o.known_at AS KnownAt, o.received_at AS ReceivedAt, o.first_received_at AS FirstReceivedAt, o.correction_count AS CorrectionCount,
        o.state, o.endpoint, o.model, o.version, o.predicted_at AS PredictedAt, o.weight, o.inputs, o.outputs, o.join_order AS JoinOrder, o.arm
        """;

    public required string RequestId { get; init; }

    public long RowIndex { get; init; }

    public required string Value { get; init; }

    public long KnownAt { get; init; }

    public long ReceivedAt { get; init; }

    public long FirstReceivedAt { get; init; }

    public long CorrectionCount { get; init; }

    public required string State { get; init; }

    public string? Endpoint { get; init; }

    public string? Model { get; init; }

    public long? Version { get; init; }

    public long? PredictedAt { get; init; }

    public double? Weight { get; init; }

    public string? Inputs { get; init; }

    public string? Outputs { get; init; }

    public long? JoinOrder { get; init; }

    public long? Arm { get; init; }

    public static string TextOf(IReadOnlyDictionary<string, object?> values) => Encoding.UTF8.GetString(JsonValues.Write(values));

    public StoredOutcome ToOutcome(IReadOnlyList<EarlierOutcome>? history = null) => new()
    {
        RequestId = RequestId,
        Row = (int)RowIndex,
        Value = Value,
        At = DateTimeOffset.FromUnixTimeMilliseconds(KnownAt),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt),
        FirstReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(FirstReceivedAt),
        State = OutcomeStates.Find(State) ?? OutcomeState.Unmatched,
        Endpoint = Endpoint,
        Prediction = Model is null || PredictedAt is not { } predicted ? null : new JoinedPrediction
        {
            Endpoint = Endpoint!,
            Model = Model,
            Version = (int)Version!.Value,
            Arm = (int?)Arm,
            At = DateTimeOffset.FromUnixTimeMilliseconds(predicted),
            Weight = Weight ?? 1,
            Inputs = ValuesOf(Inputs),
            Outputs = ValuesOf(Outputs),
        },
        JoinOrder = JoinOrder,
        History = history ?? [],
    };

    private static IReadOnlyDictionary<string, object?> ValuesOf(string? json) =>
        json is null ? new Dictionary<string, object?>() : JsonValues.Read(Encoding.UTF8.GetBytes(json), "The values of a prediction are");
}
