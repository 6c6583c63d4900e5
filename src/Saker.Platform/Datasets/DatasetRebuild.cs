namespace Saker.Platform.Datasets;

/// <summary>What reading a version's source again gave.</summary>
public sealed record DatasetRebuild
{
    /// <summary>The version, as it is afterwards.</summary>
    public required DatasetVersion Version { get; init; }

    public required DatasetRebuildOutcome Outcome { get; init; }

    /// <summary>The hash of the rows that the source gives now; null when it could not be read.</summary>
    public string? Hash { get; init; }

    /// <summary>The hash of the source's bytes now; null when it is no file.</summary>
    public string? SourceHash { get; init; }

    /// <summary>What happened, or why not, in words.</summary>
    public required string Explanation { get; init; }
}
