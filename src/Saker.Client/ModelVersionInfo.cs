namespace Saker.Client;

/// <summary>One registered version of a model and where it came from.</summary>
public sealed record ModelVersionInfo
{
    public required string Model { get; init; }

    /// <summary>Counts from 1 within the model.</summary>
    public required int Version { get; init; }

    /// <summary>The semantic version, such as <c>1.2.0</c>; null for versions older than these.</summary>
    public string? Semantic { get; init; }

    /// <summary>SHA-256 over the model folder, 64 hexadecimal digits; null when it has no files that can be loaded.</summary>
    public string? Hash { get; init; }

    /// <summary>Why it has no files that can be loaded.</summary>
    public string? FilesReason { get; init; }

    /// <summary>The run that made it, if a run did.</summary>
    public string? RunId { get; init; }

    /// <summary>The dataset version it was trained on, as <c>name/version</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>The version of the code that trained it.</summary>
    public string? Code { get; init; }

    /// <summary>The version that it was made from, as <c>model/version</c>.</summary>
    public string? Parent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string? RegisteredBy { get; init; }

    /// <summary>The aliases that point at it now.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The protected aliases that wait for approval to point at it.</summary>
    public IReadOnlyList<string>? RequestedAliases { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Its scores by name, as they were known when it was registered.</summary>
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    /// <summary>What gates said of it last, without the report; null when it was not judged.</summary>
    public GateVerdictInfo? Verdict { get; init; }

    /// <summary>Where a client said that its files are.</summary>
    public string? Source { get; init; }

    /// <summary>MLflow's stage; null for none.</summary>
    public string? Stage { get; init; }

    /// <summary>Why it came to its stage although its gates did not pass; null where nobody overrode.</summary>
    public string? StageOverride { get; init; }

    /// <summary>Why it was registered although its gates did not pass, where that is required; null where nobody overrode.</summary>
    public string? RegistrationOverride { get; init; }
}
