using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Registry;

/// <summary>A named line of model versions.</summary>
public sealed record RegisteredModel
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its description, name or tags changed last, or a version came, went or changed its stage.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The newest first; empty for a model that was only given its name.</summary>
    public required IReadOnlyList<ModelVersion> Versions { get; init; }

    /// <summary>Alias to version.</summary>
    public required IReadOnlyDictionary<string, int> Aliases { get; init; }

    /// <summary>The aliases that move only with somebody's approval.</summary>
    public IReadOnlyList<AliasProtection> Protections { get; init; } = [];

    /// <summary>The aliases that move only to versions whose gates passed.</summary>
    public IReadOnlyList<GateRequirement> GateRequirements { get; init; } = [];
}
