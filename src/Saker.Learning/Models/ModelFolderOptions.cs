namespace Saker.Learning.Models;

/// <summary>Limits on what is read from a model folder.</summary>
public sealed record ModelFolderOptions
{
    public static ModelFolderOptions Default { get; } = new();

    /// <summary>The largest model, in bytes.</summary>
    public long MaxModelBytes { get; init; } = 1L << 30;

    /// <summary>The largest of the other files, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 64L << 20;

    /// <summary>The most files.</summary>
    public int MaxFileCount { get; init; } = 100;
}
