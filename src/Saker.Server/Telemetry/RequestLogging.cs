using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Platform.Identity;
using Saker.Platform.Serving;

namespace Saker.Server.Telemetry;

/// <summary>Has requests logged from the start of the server, where its options say so.</summary>
internal sealed class RequestLogging(ModelHost host, IKeyStore keys, TelemetryOptions options, ILogger<RequestLog> logger) : IHostedService
{
    private RequestLog? _log;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.LogRequests == 0)
            return;
        _log = new RequestLog(options.LogRequests, (await keys.GetInstallationSecretAsync(cancellationToken)).Span, logger);
        host.AddObserver(_log);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_log is not null)
            host.RemoveObserver(_log);
        return Task.CompletedTask;
    }
}
