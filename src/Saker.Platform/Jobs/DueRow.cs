namespace Saker.Platform.Jobs;

internal sealed record DueRow
{
    public const string Select =
        "SELECT j.name, j.interval_ms AS IntervalMs, j.due_at AS DueAt, l.owner, l.expires_at AS ExpiresAt FROM jobs j LEFT JOIN leases l ON l.name = @prefix || j.name";

    public required string Name { get; init; }

    public long IntervalMs { get; init; }

    public long DueAt { get; init; }

    public string? Owner { get; init; }

    public long? ExpiresAt { get; init; }

    /// <summary>A job whose interval changed is looked at too: it may be due earlier than was noted.</summary>
    public bool IsDue(TimeSpan interval, long now) => DueAt <= now || IntervalMs != (long)interval.TotalMilliseconds;

    public bool IsHeld(long now) => Owner is not null && ExpiresAt > now;
}
