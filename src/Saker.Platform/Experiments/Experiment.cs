namespace Saker.Platform.Experiments;

/// <summary>A named collection of runs.</summary>
public sealed record Experiment
{
    public required ExperimentId Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required int RunCount { get; init; }
}
