namespace Saker.Platform.Jobs;

internal sealed record LeaseRow
{
    public string? Owner { get; init; }

    public long ExpiresAt { get; init; }

    public long Fence { get; init; }
}
