using System.Globalization;

namespace Saker.Platform.Experiments;

/// <summary>A run as its table holds it.</summary>
internal sealed record RunRow
{
    /// <summary>The columns, for a query that gives rows.</summary>
    public const string Columns = "id, experiment_id AS ExperimentId, parent_id AS ParentId, name, user_id AS UserId, status, lifecycle, started_at AS StartedAt, ended_at AS EndedAt, deleted_at AS DeletedAt, artifact_uri AS ArtifactUri";

    public required string Id { get; init; }

    public long ExperimentId { get; init; }

    public string? ParentId { get; init; }

    public required string Name { get; init; }

    public required string UserId { get; init; }

    public required string Status { get; init; }

    public required string Lifecycle { get; init; }

    public long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public long? DeletedAt { get; init; }

    public required string ArtifactUri { get; init; }

    public RunStatus RunStatus => RunStatuses.Parse(Status);

    /// <summary>Without entries.</summary>
    public Run ToRun() => new()
    {
        Id = new RunId(Id),
        ExperimentId = new ExperimentId(ExperimentId.ToString(CultureInfo.InvariantCulture)),
        Name = Name,
        UserId = UserId,
        Status = RunStatus,
        Lifecycle = Lifecycles.Parse(Lifecycle),
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        EndedAt = TimeOf(EndedAt),
        DeletedAt = TimeOf(DeletedAt),
        ArtifactUri = ArtifactUri,
        ParentId = ParentId is { } parent ? new RunId(parent) : null,
        Parameters = new Dictionary<string, string>(),
        Metrics = new Dictionary<string, double>(),
        LatestMetrics = [],
        Tags = new Dictionary<string, string>(),
    };

    private static DateTimeOffset? TimeOf(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
