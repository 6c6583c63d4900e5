namespace Saker.Platform.Alerts.Receivers;

/// <summary>How deliveries to a receiver go.</summary>
/// <param name="FailureCount">Deliveries that failed since the last one that succeeded.</param>
/// <param name="FailingSince">Since when; null while none failed.</param>
/// <param name="LastError">Why the last one failed; null while none failed.</param>
/// <param name="NextAt">When it is tried again; null while none failed.</param>
/// <param name="DeliveredAt">When one succeeded last; null while none did.</param>
/// <param name="WaitingCount">Notifications that wait for it.</param>
/// <param name="DeadCount">Notifications that were given up.</param>
public sealed record ReceiverHealth(long FailureCount, DateTimeOffset? FailingSince, string? LastError, DateTimeOffset? NextAt, DateTimeOffset? DeliveredAt, long WaitingCount, long DeadCount)
{
    public static ReceiverHealth Unknown { get; } = new(0, null, null, null, null, 0, 0);
}
