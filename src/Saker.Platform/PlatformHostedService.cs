using Microsoft.Extensions.Hosting;
using Saker.Platform.Identity;
using Saker.Platform.Serving;

namespace Saker.Platform;

/// <summary>In a hosted program: opens the home at start, then follows deployments and keys until the end.</summary>
internal sealed class PlatformHostedService(PlatformOpening opening, ModelHost host, AccessControl access) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await opening.RunAsync(cancellationToken);
        if (access.IsOn)
            await access.RefreshAsync(cancellationToken);
        await host.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(host.RunAsync(stoppingToken), access.RunAsync(stoppingToken));
}
