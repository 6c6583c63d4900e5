using Saker.Platform.Jobs;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>Delivers what waits, by one replica at a time.</summary>
internal sealed class AlertDeliveryJob(AlertDelivery delivery, AlertOptions options) : IRecurringJob
{
    public string Name => "alerts.delivery";

    public TimeSpan Interval => options.DeliveryInterval;

    public Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => delivery.RunAsync(cancellationToken);
}
