using Microsoft.Extensions.Hosting;
using Saker.Platform.Serving;

namespace Saker.Server.Hosting;

/// <summary>Loads every endpoint before the server listens, so that the first request is answered.</summary>
internal sealed class EndpointLoading(ModelHost host, Readiness readiness) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await host.RefreshAsync(cancellationToken);
        readiness.Loaded();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
