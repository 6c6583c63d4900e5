using Saker.Platform.Alerts.Receivers;

namespace Saker.Platform.Tests.Alerts.Receivers;

/// <summary>A receiver with a fault that nobody thought of.</summary>
internal sealed class FaultyReceiver(Exception fault) : IReceiver
{
    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellationToken) => throw fault;
}
