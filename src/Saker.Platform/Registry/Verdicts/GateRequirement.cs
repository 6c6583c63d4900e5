using Saker.Platform.Identity;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>That an alias moves only to versions whose gates passed, unless somebody overrides.</summary>
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

    /// <summary>What it is about, in words: <c>churn@champion</c>.</summary>
    public string Subject => Alias is null ? $"every alias of {Model}" : $"{Model}@{Alias}";
}
