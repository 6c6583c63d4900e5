using Saker.Platform.Artifacts;

namespace Saker.Dashboard.Artifacts;

/// <summary>The files of a run or a version, as many as a page shows.</summary>
public sealed record FileList
{
    /// <summary>How many files a page lists.</summary>
    public const int MaxCount = 200;

    public required IReadOnlyList<FileLink> Files { get; init; }

    /// <summary>Whether there are more than are listed.</summary>
    public bool HasMore { get; init; }

    /// <summary>Where the files are when that is not this server.</summary>
    public string? Elsewhere { get; init; }

    /// <param name="entries">The files, one more than is shown where there are more.</param>
    /// <param name="address">The address of a path's download.</param>
    public static FileList Of(IReadOnlyList<ArtifactEntry> entries, Func<string, string> address) => new()
    {
        Files = [.. entries.Take(MaxCount).Select(entry => new FileLink(entry.Path, entry.ByteCount ?? 0, address(entry.Path)))],
        HasMore = entries.Count > MaxCount,
    };
}
