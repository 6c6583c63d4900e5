using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Identity;

namespace Saker.Server.Hosting;

/// <summary>Before the server listens: refuses to where nobody could get in, and says so where everybody can.</summary>
internal sealed class AccessOpening(AccessControl access, ServerOptions options, ILogger<AccessOpening> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (access is { IsOn: true, CanAnybodyEnter: false })
        {
            throw new SakerException(
                ErrorKind.InvalidInput,
                $"On {options.Address} callers must say who they are, and there is no key yet. Make one, then start again: saker keys create --role admin --name NAME (in this home: --home {options.Home}). Or believe the tokens of an issuer: --oidc-issuer and --oidc-audience.",
                "auth");
        }
        if (options is { Auth: AuthMode.Off, OpenToEveryone: true })
            logger.OpenToEveryone(options.Address);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
