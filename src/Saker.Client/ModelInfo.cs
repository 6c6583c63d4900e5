namespace Saker.Client;

/// <summary>A named line of model versions, the newest first, and what each alias points at.</summary>
public sealed record ModelInfo(string Name, DateTimeOffset CreatedAt, IReadOnlyList<ModelVersionInfo> Versions, IReadOnlyDictionary<string, int> Aliases)
{
    /// <summary>When it, or what versions it has, changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The aliases that move only with somebody's approval.</summary>
    public IReadOnlyList<ProtectionInfo>? Protections { get; init; }

    /// <summary>The aliases that move only to versions whose gates passed.</summary>
    public IReadOnlyList<GateRequirementInfo>? GateRequirements { get; init; }

    /// <summary>What waits for approval; in the answer to a move of an alias, and null in lists.</summary>
    public IReadOnlyList<MoveRequestInfo>? Requests { get; init; }

    /// <summary>The rollouts under way by which the version comes to endpoints that follow the alias; in the answer to a move of an alias, and null elsewhere.</summary>
    public IReadOnlyList<RolloutInfo>? Rollouts { get; init; }
}
