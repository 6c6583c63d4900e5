using Saker.Platform.Identity;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>That an alias moves, and an endpoint is deployed, only to versions whose gates passed, unless somebody overrides.</summary>
public sealed record GateRequirement
{
    public required string Model { get; init; }

    /// <summary>The alias; null for every alias of the model, and its stage Staging.</summary>
    public required string? Alias { get; init; }

    /// <summary>The least role of those who may override: deployer or admin.</summary>
    public Role Role { get; init; } = Role.Admin;

    /// <summary>The gates that must have been passed, as they were written; null when any will do.</summary>
    public string? Gates { get; init; }

    /// <summary>SHA-256 of what those ask, as <see cref="GateVerdict.Suite"/>.</summary>
    public string? Suite { get; init; }

    /// <summary>The column with the answers that they must have been asked of; null when any will do.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that must have counted as positive; null as <see cref="Target"/>.</summary>
    public string? Positive { get; init; }

    /// <summary>Whether the answers are numbers or one of several classes, none of which is positive; told where gates are required, and not kept beside them.</summary>
    public bool HasNoPositive { get; init; }

    /// <summary>The stored dataset on whose rows they must have been passed: <c>holdout/1</c>, or <c>holdout</c> for any version of it; null when any rows will do.</summary>
    public string? Dataset { get; init; }

    /// <summary>Whether new versions are registered only with files whose gates passed; only where <see cref="Alias"/> is null.</summary>
    public bool HoldsRegistration { get; init; }

    /// <summary>Whether a pipeline said it by having gates; a later run of one may then change them, where an admin runs it.</summary>
    public bool IsOfPipeline { get; init; }

    /// <summary>What it is about, in words: <c>churn@champion</c>.</summary>
    public string Subject => Alias is not null ? $"{Model}@{Alias}" : HoldsRegistration ? $"every version of {Model}" : $"every alias of {Model}";
}
