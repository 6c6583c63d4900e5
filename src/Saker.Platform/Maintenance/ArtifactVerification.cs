namespace Saker.Platform.Maintenance;

/// <summary>What came of checking everything that is stored.</summary>
public sealed record ArtifactVerification
{
    /// <summary>How many artifacts there are.</summary>
    public required int FileCount { get; init; }

    /// <summary>How many model folders there are.</summary>
    public required int ModelCount { get; init; }

    /// <summary>How many contents of datasets there are, whatever their number of names.</summary>
    public required int DatasetCount { get; init; }

    /// <summary>How many sealed parts the prediction log has.</summary>
    public required int LogSegmentCount { get; init; }

    /// <summary>The size of the content of artifacts and models that was read.</summary>
    public required long ByteCount { get; init; }

    /// <summary>What is wrong, a sentence each; each names its file.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public bool IsWhole => Faults.Count == 0;
}
