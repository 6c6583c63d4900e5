namespace Saker.Platform.Alerts.Receivers;

/// <summary>What came of an attempt to deliver.</summary>
/// <param name="IsDelivered">The receiver took it.</param>
/// <param name="IsRefused">The receiver will never take it as it is.</param>
/// <param name="Error">Why it was not taken, or not by everybody, without secrets; null when it was.</param>
/// <param name="RetryAfter">What the receiver asked for; null when nothing.</param>
internal sealed record DeliveryOutcome(bool IsDelivered, bool IsRefused, string? Error, TimeSpan? RetryAfter)
{
    public static DeliveryOutcome Delivered { get; } = new(true, false, null, null);

    /// <summary>Taken for some of those who were to be told: for them it would be told twice if it were tried again.</summary>
    public static DeliveryOutcome Partly(string error) => new(true, false, error, null);

    public static DeliveryOutcome Refused(string error) => new(false, true, error, null);

    public static DeliveryOutcome Unavailable(string error, TimeSpan? retryAfter = null) => new(false, false, error, retryAfter);
}
