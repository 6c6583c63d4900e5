using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Retraining;

internal sealed record AttemptRow
{
    public const string Select =
        """
        SELECT a.id, a.endpoint, a.cause, a.reason, a.evidence, a.scheduled_at AS ScheduledAt, a.requested_by AS RequestedBy, a.requested_at AS RequestedAt, a.state,
            a.started_at AS StartedAt, a.ended_at AS EndedAt, a.model, a.base_version AS BaseVersion, a.run_id AS RunId, a.version, a.alias, a.request_id AS RequestId, a.error,
            a.rollout_id AS RolloutId, r.state AS RequestState, o.state AS RolloutState
        FROM retraining_attempts a LEFT JOIN alias_requests r ON r.id = a.request_id LEFT JOIN rollouts o ON o.id = a.rollout_id
        """;

    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Cause { get; init; }

    public required string Reason { get; init; }

    public required string Evidence { get; init; }

    public long? ScheduledAt { get; init; }

    public required string RequestedBy { get; init; }

    public long RequestedAt { get; init; }

    public required string State { get; init; }

    public long? StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public string? Model { get; init; }

    public long? BaseVersion { get; init; }

    public string? RunId { get; init; }

    public long? Version { get; init; }

    public string? Alias { get; init; }

    public string? RequestId { get; init; }

    public string? Error { get; init; }

    public string? RequestState { get; init; }

    public string? RolloutId { get; init; }

    public string? RolloutState { get; init; }

    public static string TextOf(RetrainingState state) => EnumText.Write(state);

    public RetrainingAttempt ToAttempt() => new()
    {
        Id = Id,
        Endpoint = Endpoint,
        Cause = EnumText.Find<RetrainingCause>(Cause)!.Value,
        Reason = Reason,
        Evidence = Evidence,
        ScheduledAt = Time(ScheduledAt),
        RequestedBy = RequestedBy,
        RequestedAt = Time(RequestedAt)!.Value,
        State = EnumText.Find<RetrainingState>(State)!.Value,
        StartedAt = Time(StartedAt),
        EndedAt = Time(EndedAt),
        Base = Model is { } model && BaseVersion is { } parent ? new ParentVersion(model, (int)parent) : null,
        Run = RunId is { } run ? new RunId(run) : null,
        Version = (int?)Version,
        Alias = Alias,
        RequestId = RequestId,
        RequestState = RequestState is { } request ? EnumText.Find<MoveRequestState>(request) : null,
        RolloutId = RolloutId,
        RolloutState = RolloutState is { } rollout ? EnumText.Find<RolloutState>(rollout) : null,
        Error = Error,
    };

    private static DateTimeOffset? Time(long? at) => at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
