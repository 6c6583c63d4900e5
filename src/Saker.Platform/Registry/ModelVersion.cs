using System.Diagnostics.CodeAnalysis;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Registry;

/// <summary>One registered version of a model: an immutable model folder and where it came from.</summary>
public sealed record ModelVersion
{
    public required string Model { get; init; }

    /// <summary>Counts from 1 within the model.</summary>
    public required int Version { get; init; }

    /// <summary>Null for what was registered before there were semantic versions.</summary>
    public SemanticVersion? Semantic { get; init; }

    /// <summary>SHA-256 over the model folder's files: the identity of its content. Null when it has no files that can be loaded.</summary>
    public required string? Hash { get; init; }

    /// <summary>The absolute path of the model folder; null when it has no files that can be loaded.</summary>
    public required string? Folder { get; init; }

    /// <summary>Why it has no files that can be loaded.</summary>
    public string? FilesReason { get; init; }

    public required RunId? Run { get; init; }

    /// <summary>The dataset version it was trained on, as <c>name/version</c>.</summary>
    public required string? Dataset { get; init; }

    /// <summary>The version of the code that trained it, such as a commit.</summary>
    public string? Code { get; init; }

    /// <summary>The version that it was made from.</summary>
    public ParentVersion? Parent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who registered it; null when that was not noted.</summary>
    public string? RegisteredBy { get; init; }

    /// <summary>The aliases that point at it now.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The protected aliases that somebody asked to point at it, and that wait for approval.</summary>
    public IReadOnlyList<string> RequestedAliases { get; init; } = [];

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Its scores when it was registered, by name; empty when none were known.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>What gates said of it last, without the report; null when it was not judged.</summary>
    public GateVerdict? Verdict { get; init; }

    /// <summary>Where a client said that its files are, such as <c>runs:/RUN/model</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The address of those files when it was registered.</summary>
    public string? StorageUri { get; init; }

    public string? RunLink { get; init; }

    /// <summary>MLflow's id of the logged model behind it.</summary>
    public string? LoggedModel { get; init; }

    public ModelStage Stage { get; init; }

    /// <summary>That it came to its stage although its gates did not pass; null where nobody overrode.</summary>
    public StageOverride? StageOverride { get; init; }

    /// <summary>SHA-256 of the pipeline file that trained it; null where none did. Only what has it is trained again.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Why it was registered although its gates did not pass, where that is required; null where nobody overrode.</summary>
    public string? RegistrationOverride { get; init; }

    /// <summary>What a client is told of the registration's outcome.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>The version as references write it.</summary>
    public string Reference => $"{Model}/{Version}";

    [MemberNotNullWhen(true, nameof(Hash), nameof(Folder))]
    public bool HasFiles => Hash is not null && Folder is not null;

    /// <exception cref="SakerException">It has no files that can be loaded (conflict); the message says why.</exception>
    [MemberNotNull(nameof(Hash), nameof(Folder))]
    public void RequireFiles()
    {
        if (!HasFiles)
            throw new SakerException(ErrorKind.Conflict, $"{Reference} has no files that Saker can load: {FilesReason ?? "none were registered with it."}", "version");
    }
}
