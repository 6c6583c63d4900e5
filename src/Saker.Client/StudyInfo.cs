using System.Text.Json;

namespace Saker.Client;

/// <summary>A search for hyper-parameters.</summary>
public sealed record StudyInfo
{
    public required string Name { get; init; }

    /// <summary>The run that its trials are runs below.</summary>
    public required string Run { get; init; }

    /// <summary>Direction, sampler, pruner, seed and space, as they were given, with what was left out filled in.</summary>
    public required JsonElement Settings { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many trials were begun.</summary>
    public required int TrialCount { get; init; }

    public required int CompleteCount { get; init; }

    public required int PrunedCount { get; init; }

    public required int FailedCount { get; init; }

    /// <summary>The best value so far; absent when no trial is complete.</summary>
    public double? BestValue { get; init; }

    /// <summary>Every trial by number, where one study was asked for.</summary>
    public IReadOnlyList<TrialInfo>? Trials { get; init; }
}
