namespace Saker.Platform.Alerts.Receivers;

/// <summary>
/// Keeps what a receiver promises: that nothing but cancellation is thrown. A fault nobody thought of is an attempt that failed, of this
/// receiver alone; thrown, it would keep all others from being told. Secrets are taken out of what the fault says.
/// </summary>
internal sealed class GuardedReceiver(IReceiver receiver, IReadOnlyCollection<string> secrets) : IReceiver
{
    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            return await receiver.SendAsync(notification, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryOutcome.Unavailable(secrets.Aggregate(exception.Message, (message, secret) => message.Replace(secret, ReceiverText.Hidden, StringComparison.Ordinal)));
        }
    }
}
