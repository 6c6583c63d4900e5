namespace Saker.Platform.Maintenance;

/// <summary>What the table of contents adds up to.</summary>
internal sealed record BlobTotals
{
    public long Number { get; init; }

    public long Bytes { get; init; }
}
