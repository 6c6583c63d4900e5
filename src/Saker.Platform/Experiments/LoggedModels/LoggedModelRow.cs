using System.Globalization;
using Saker.Platform.Experiments.Search;

namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>A logged model as its table holds it.</summary>
internal sealed record LoggedModelRow
{
    public const string Columns = "id, experiment_id AS ExperimentId, name, model_type AS ModelType, source_run_id AS SourceRunId, artifact_uri AS ArtifactUri, status, creator, created_at AS CreatedAt, updated_at AS UpdatedAt";

    public required string Id { get; init; }

    public long ExperimentId { get; init; }

    public required string Name { get; init; }

    public string? ModelType { get; init; }

    public string? SourceRunId { get; init; }

    public required string ArtifactUri { get; init; }

    public required string Status { get; init; }

    public string? Creator { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public LoggedModel ToModel(IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> tags, IReadOnlyList<RunMetric> metrics) => new()
    {
        Id = new LoggedModelId(Id),
        ExperimentId = new ExperimentId(ExperimentId.ToString(CultureInfo.InvariantCulture)),
        Name = Name,
        ModelType = ModelType,
        SourceRun = SourceRunId is { } run ? new RunId(run) : null,
        ArtifactUri = ArtifactUri,
        Status = Enum.Parse<LoggedModelStatus>(Status, ignoreCase: true),
        Creator = Creator,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt),
        Parameters = parameters,
        Tags = tags,
        Metrics = metrics,
    };
}
