using Microsoft.Extensions.Hosting;
using Saker.Platform.Serving;

namespace Saker.Platform;

/// <summary>In a hosted program: opens the home at start, then follows deployments until the end.</summary>
internal sealed class PlatformHostedService(PlatformOpening opening, ModelHost host) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await opening.RunAsync(cancellationToken);
        await host.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => host.RunAsync(stoppingToken);
}
