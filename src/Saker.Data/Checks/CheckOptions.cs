using Saker.Data.Sources;

namespace Saker.Data.Checks;

/// <summary>What a run of checks takes from its surroundings.</summary>
public sealed record CheckOptions
{
    /// <summary>Tells what time it is, for freshness and the future.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gives every violation of every check as it is found: those of columns and of the table first, then those of rows, in their order for one check; null when the first ones of the report are enough.</summary>
    public Action<Violation>? OnViolation { get; init; }

    /// <summary>Opens a dataset that a check names, <c>customers</c> or <c>customers/3</c>; null where none are known.</summary>
    public Func<string, DataSource>? Datasets { get; init; }

    /// <summary>Told at the start of each phase.</summary>
    public IProgress<CheckPhase>? Progress { get; init; }
}
