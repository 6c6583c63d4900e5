using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Registry;

/// <summary>A registered model without its versions: what a list of many shows, however many versions each has.</summary>
public sealed record ModelSummary
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its description, name or tags changed last, or a version came, went or changed its stage.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Alias to version.</summary>
    public required IReadOnlyDictionary<string, int> Aliases { get; init; }

    /// <summary>The aliases that move only with somebody's approval.</summary>
    public required IReadOnlyList<AliasProtection> Protections { get; init; }

    /// <summary>The aliases that move only to versions whose gates passed.</summary>
    public required IReadOnlyList<GateRequirement> GateRequirements { get; init; }

    /// <summary>How many versions it has, without deleted ones.</summary>
    public required int VersionCount { get; init; }

    /// <summary>The newest version; null for a model that was only given its name.</summary>
    public required ModelVersion? Latest { get; init; }
}
