using Saker.Platform.Experiments;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>What is to be registered.</summary>
public sealed record Registration
{
    public required string Model { get; init; }

    /// <summary>A finished model folder; it is copied. Null for a version without files that can be loaded.</summary>
    public required string? Folder { get; init; }

    /// <summary>Why there are none.</summary>
    public string? FilesReason { get; init; }

    /// <summary>Whether the model is made when there is none of that name; else that fails.</summary>
    public bool MakesModel { get; init; } = true;

    public RunId? Run { get; init; }

    /// <summary>As <c>name/version</c>; null takes the one that the run names.</summary>
    public string? Dataset { get; init; }

    /// <summary>The version of the code that trained it; null takes the one that the run names.</summary>
    public string? Code { get; init; }

    /// <summary>SHA-256 of the pipeline file that trained it, by which it is trained again; null where none did.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The version that it was made from.</summary>
    public ParentVersion? Parent { get; init; }

    /// <summary>Aliases to move to the new version in the same step; for those that are protected, approval is asked.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What gates said of these files; null when they were not judged.</summary>
    public NewVerdict? Verdict { get; init; }

    /// <summary>The gates of <see cref="Verdict"/> as they were written, which the aliases require from now on; null when they do not.</summary>
    public string? RequiredGates { get; init; }

    /// <summary>Why it is registered although its gates did not pass; null unless somebody overrides.</summary>
    public string? Override { get; init; }

    /// <summary>The semantic version; null derives it from the one before.</summary>
    public SemanticVersion? Semantic { get; init; }

    /// <summary>What trained it, data aside: as long as it stays the same, only the patch number grows. Null takes what the run tells, and counts as a change when that tells nothing.</summary>
    public string? Recipe { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Where a client said that the files are, and the address that this stood for.</summary>
    public string? Source { get; init; }

    public string? StorageUri { get; init; }

    public string? RunLink { get; init; }

    public string? LoggedModel { get; init; }

    /// <summary>Part of the write that registers the version, with its number: what it throws undoes all of it. Null for nothing more.</summary>
    internal Func<Session, int, Task>? Registering { get; init; }

    /// <summary>Who registers; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
