namespace Saker.Learning.Vision;

/// <summary>As what image files are read, and how large they may be.</summary>
public sealed record ImageSettings
{
    /// <summary>The most that <see cref="Width"/> and <see cref="Height"/> may be.</summary>
    public const int MaxExtent = 4_096;

    /// <summary>Columns to bring images to, 1 to 4,096; their proportions are not kept.</summary>
    public required int Width { get; init; }

    /// <summary>Rows to bring images to, 1 to 4,096.</summary>
    public required int Height { get; init; }

    /// <summary>Whether they become grey: one channel in place of red, green and blue.</summary>
    public bool IsGrey { get; init; }

    /// <summary>The most bytes of a file.</summary>
    public long MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The most pixels that a file may say it has; those that say more are not unpacked.</summary>
    public long MaxPixels { get; init; } = 50_000_000;

    /// <summary>1 or 3.</summary>
    public int ChannelCount => IsGrey ? 1 : 3;
}
