using Saker.Platform.Identity;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>A requirement as its table has it.</summary>
internal sealed record RequirementRow
{
    public const string Fields = "model, alias, role, gates, suite, target, positive, dataset, of_pipeline AS OfPipeline, registration";

    public required string Model { get; init; }

    /// <summary>Empty for every alias.</summary>
    public required string Alias { get; init; }

    public required string Role { get; init; }

    public string? Gates { get; init; }

    public string? Suite { get; init; }

    public string? Target { get; init; }

    public string? Positive { get; init; }

    public string? Dataset { get; init; }

    public long OfPipeline { get; init; }

    public long Registration { get; init; }

    public GateRequirement ToRequirement() => new()
    {
        Model = Model,
        Alias = Alias.Length == 0 ? null : Alias,
        Role = Roles.Parse(Role),
        Gates = Gates,
        Suite = Suite,
        Target = Target,
        Positive = Positive,
        Dataset = Dataset,
        IsOfPipeline = OfPipeline != 0,
        HoldsRegistration = Registration != 0,
    };
}
