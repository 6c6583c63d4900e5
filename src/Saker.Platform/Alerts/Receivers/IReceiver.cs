namespace Saker.Platform.Alerts.Receivers;

/// <summary>Tells somebody. Used by one thread at a time.</summary>
internal interface IReceiver
{
    /// <summary>Tries once. Only cancellation is thrown.</summary>
    Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken);
}
