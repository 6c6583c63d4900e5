using Saker.Data.Profiles;

namespace Saker.Platform.Identity;

/// <summary>What a caller used on a day and is not stored yet.</summary>
internal sealed record UsageDelta(string Subject, int Day, long Requests, long Rows, DateTimeOffset At)
{
    /// <summary>Different rows by endpoint: to be merged with what is stored.</summary>
    public required IReadOnlyDictionary<string, DistinctSketch> Distinct { get; init; }
}
