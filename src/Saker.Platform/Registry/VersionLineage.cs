using Saker.Platform.Datasets;
using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>Where a version came from, as far as that is still known.</summary>
public sealed record VersionLineage
{
    /// <summary>The tag of a version that says why it was made.</summary>
    public const string ReasonTag = "saker.reason";

    public required ModelVersion Version { get; init; }

    /// <summary>The run that made it; null when none did or it is gone.</summary>
    public required Run? Run { get; init; }

    /// <summary>The dataset version it was trained on; null when none is known here.</summary>
    public required DatasetVersion? Dataset { get; init; }

    /// <summary>The version that it was made from.</summary>
    public required VersionLineage? Parent { get; init; }

    /// <summary>Why it was made, where that was kept: what had it trained again.</summary>
    public string? Reason => Version.Tags.GetValueOrDefault(ReasonTag);

    /// <summary>The version that it was made from, where that is not there any more.</summary>
    public ParentVersion? LostParent { get; init; }
}
