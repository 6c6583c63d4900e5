namespace Saker.Platform.Identity;

/// <summary>Remembers what callers used, day by day. Thread-safe, and safe between processes, whose counts add up.</summary>
internal interface IUsageStore
{
    /// <summary>Adds to what is stored, all or nothing, and gives what is stored then, in the same order.</summary>
    Task<IReadOnlyList<UsageTotal>> AddAsync(IReadOnlyList<UsageDelta> deltas, CancellationToken cancellationToken);

    /// <summary>What is stored of a day.</summary>
    /// <param name="day">Days since 0001-01-01, UTC.</param>
    /// <param name="subject">Of one caller; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<UsageTotal>> ListAsync(int day, string? subject, CancellationToken cancellationToken);
}
