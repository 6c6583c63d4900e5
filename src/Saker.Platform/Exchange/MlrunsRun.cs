using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Platform.Exchange;

/// <summary>A run as its folder has it, read whole and found to be one that can be kept; the points of its metrics are read again when they are written.</summary>
internal sealed record MlrunsRun
{
    public required IReadOnlyDictionary<string, object?> Meta { get; init; }

    public required Dictionary<string, string> Parameters { get; init; }

    public required Dictionary<string, string> Tags { get; init; }

    public required RunInputs Inputs { get; init; }

    /// <summary>The logged models that it made.</summary>
    public required IReadOnlyList<ModelOutput> Outputs { get; init; }

    public required RunStatus Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsDeleted => MlrunsFolder.Text(Meta, "lifecycle_stage") == "deleted";

    /// <exception cref="SakerException">A file is not what MLflow writes, or holds what cannot be kept (invalid input).</exception>
    public static MlrunsRun Read(string folder, IReadOnlyDictionary<string, object?> meta)
    {
        var run = new MlrunsRun
        {
            Meta = meta,
            Parameters = MlrunsFolder.ReadValues(Path.Combine(folder, "params")),
            Tags = MlrunsFolder.ReadValues(Path.Combine(folder, "tags")),
            Inputs = MlrunsInputs.Read(folder),
            Outputs = MlrunsInputs.ReadOutputs(folder),
            Status = StatusOf(meta),
            StartedAt = MlrunsFolder.Time(meta, "start_time"),
            EndedAt = MlrunsFolder.Time(meta, "end_time"),
        };
        EntryLimits.Check(new RunEntries { Parameters = run.Parameters, Tags = run.Tags });
        EntryLimits.Check(run.Inputs);
        foreach (var (_, points) in ReadMetrics(folder))
            EntryLimits.Check(new RunEntries { Metrics = points.Count > 0 ? [points[0]] : [] });
        return run;
    }

    /// <summary>The history of one metric after the other.</summary>
    public static IEnumerable<(string Key, IReadOnlyList<Metric> Points)> ReadMetrics(string folder) => MlrunsFolder.ReadMetrics(Path.Combine(folder, "metrics")).Select(metric =>
        (metric.Key, (IReadOnlyList<Metric>)[.. metric.Points.Select(point => new Metric(metric.Key, point.Value, point.Step, DateTimeOffset.FromUnixTimeMilliseconds(point.At)))]));

    public RunCreation ToCreation(RunId id, ExperimentId experiment, IReadOnlyDictionary<string, string> tags)
    {
        var name = MlrunsFolder.Text(Meta, "run_name") is { Length: > 0 } given ? given : MlrunsFolder.Text(Meta, "name");
        return new RunCreation
        {
            Id = id,
            Experiment = experiment,
            Name = string.IsNullOrEmpty(name) ? Tags.GetValueOrDefault(RunTags.Name) : name,
            UserId = MlrunsFolder.Text(Meta, "user_id"),
            StartedAt = StartedAt,
            Tags = tags,
        };
    }

    private static RunStatus StatusOf(IReadOnlyDictionary<string, object?> meta) => MlrunsFolder.Text(meta, "status") switch
    {
        "1" or "RUNNING" => RunStatus.Running,
        "2" or "SCHEDULED" => RunStatus.Scheduled,
        "4" or "FAILED" => RunStatus.Failed,
        "5" or "KILLED" => RunStatus.Killed,
        _ => RunStatus.Finished,
    };
}
