namespace Saker.Platform.Registry;

/// <summary>A registration with all that was read for it before its write.</summary>
internal sealed record VersionEntry
{
    public required Registration Registration { get; init; }

    /// <summary>Who registers.</summary>
    public required Actor By { get; init; }

    /// <summary>Its files; null when it has none.</summary>
    public required StagedFolder? Staged { get; init; }

    public required ModelInterface? Interface { get; init; }

    public required RunFacts Facts { get; init; }
}
