namespace Saker.Platform.Registry;

/// <summary>A version that is to come to a stage.</summary>
public sealed record StageChange
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    public required ModelStage Stage { get; init; }

    /// <summary>Whether other versions in that stage are archived; only for staging and production.</summary>
    public bool ArchivesOthers { get; init; }

    /// <summary>Why it comes there although its gates did not pass; null unless somebody overrides.</summary>
    public string? Override { get; init; }

    /// <summary>Who moves it; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
