using Saker.Platform.Jobs;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Keeps the windows: hours and days are merged, old ones removed.</summary>
internal sealed class WindowUpkeepJob(IWindowStore windows) : IRecurringJob
{
    public string Name => "windows.keep";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => windows.KeepAsync(cancellationToken);
}
