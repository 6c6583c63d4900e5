using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Storage;

namespace Saker.Server.Hosting;

/// <summary>
/// One process that stores, serves and draws: the same host for the command line and for tests. The capabilities that it
/// serves are in <see cref="Services"/>, so that a program can train in the same process and be watched.
/// </summary>
public sealed class SakerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerOptions _options;
    private readonly ILogger<SakerServer> _logger;
    private readonly IHostApplicationLifetime _lifetime;

    private SakerServer(WebApplication app, ServerOptions options)
    {
        _app = app;
        _options = options;
        _lifetime = app.Lifetime;
        _logger = app.Services.GetRequiredService<ILogger<SakerServer>>();
    }

    /// <summary>The capabilities behind it: stores, the endpoint host.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:5080/</c>.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public Uri Address => new(Addresses.First());

    /// <summary>Where it answers gRPC: a port of its own, or with TLS, which lets one port speak both, that of <see cref="Address"/>.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public Uri GrpcAddress => new(Addresses.Last());

    private ICollection<string> Addresses => ListenedOn is { Count: > 0 } addresses ? addresses : throw new InvalidOperationException("The server was not started.");

    // In the order in which they are listened on: HTTP, then gRPC where it has a port of its own.
    private ICollection<string> ListenedOn => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    /// <summary>Puts the server together; it opens the home and listens when started.</summary>
    /// <exception cref="SakerException">The settings are not possible; all that is wrong is named.</exception>
    public static SakerServer Build(ServerOptions options) => Build(options, static _ => { });

    /// <summary>Builds and starts.</summary>
    /// <exception cref="SakerException">The settings are not possible, the home cannot be opened, or the port is taken.</exception>
    public static Task<SakerServer> StartAsync(ServerOptions options, CancellationToken cancellationToken) => StartAsync(options, static _ => { }, cancellationToken);

    /// <summary>Opens the home, loads every endpoint and listens.</summary>
    /// <exception cref="SakerException">The home cannot be opened, or the port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RequireFreePort(_options.Port, "port");
        if (_options.OwnGrpcPort is { } grpcPort)
            RequireFreePort(grpcPort, "grpc-port");
        await RequireWayInAsync(cancellationToken);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            var failure = ListenFailure(exception);
            await EndAsync();
            if (failure is null)
                throw;
            throw failure;
        }
        _logger.Listening(Address, GrpcAddress, _options.Home);
        if (_options is { Auth: AuthMode.Off, OpenToEveryone: true })
            _logger.OpenToEveryone(Address);
    }

    /// <summary>A server that asks who its callers are, and knows nobody, is a mistake: said before anything is served.</summary>
    private async Task RequireWayInAsync(CancellationToken cancellationToken)
    {
        if (!_options.IsAccessOn(_options.Validate()) || _options.Oidc is not null)
            return;
        await using var home = await SakerPlatform.OpenAsync(new HomeOptions { Folder = _options.Home }, _options.Backends.Configure, cancellationToken);
        var now = _app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        if ((await home.Keys.ListAsync(cancellationToken)).Any(key => key.IsUsable(now)))
            return;
        throw new SakerException(
            ErrorKind.InvalidInput,
            $"On {_options.Address} callers must say who they are, and there is no key yet. Make one, then start again: saker keys create --role admin --name NAME --home {_options.Home}. Or believe the tokens of an issuer: --oidc-issuer and --oidc-audience.",
            "auth");
    }

    /// <summary>Tries the port before anything is opened, so that the common mistake costs nothing and is said in one line.</summary>
    private void RequireFreePort(int port, string option)
    {
        if (port == 0)
            return;
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(_options.Validate(), port));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw PortTaken(port, option, exception);
        }
        catch (SocketException)
        {
            // Any other reason is told when the server itself listens.
        }
    }

    /// <summary>What is told where a port cannot be listened on; null for other failures.</summary>
    private SakerException? ListenFailure(Exception exception)
    {
        // Those that are listened on are known by then, in their order.
        var (port, option) = _options.OwnGrpcPort is { } grpcPort && ListenedOn.Count > 0 ? (grpcPort, "grpc-port") : (_options.Port, "port");
        return exception switch
        {
            IOException { InnerException: AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } } => PortTaken(port, option, exception),
            SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } => new SakerException(ErrorKind.Unavailable, $"Port {port} cannot be listened on: {exception.Message} Choose another with --{option}.", option, exception),
            _ => null,
        };
    }

    private static SakerException PortTaken(int port, string option, Exception exception) =>
        new(ErrorKind.Conflict, $"Port {port} is taken by another program. Choose another with --{option}, or any free one with --{option} 0.", option, exception);

    /// <summary>Ends what a failed start had begun, before the services that it writes to are disposed of.</summary>
    private async Task EndAsync()
    {
        try
        {
            await _app.StopAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Why it did not start is what its caller is told.
            _logger.NotEnded(exception);
        }
    }

    /// <summary>Goes on serving, once started, until the token is cancelled; then stops gracefully.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(() => stopped.TrySetResult()))
        await using (_lifetime.ApplicationStopping.Register(() => stopped.TrySetResult()))
            await stopped.Task;
        await StopAsync(CancellationToken.None);
    }

    /// <summary>Takes no new requests, lets those under way finish for <see cref="ServerOptions.MaxStopDelay"/>, has what was captured written, which takes some seconds at most, then stops; a second time it does nothing.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_lifetime.ApplicationStopped.IsCancellationRequested)
            return;
        _logger.Stopping(_options.MaxStopDelay);
        await _app.StopAsync(cancellationToken);
        _logger.Stopped();
    }

    /// <summary>Stops where nobody did, so that what was captured of the last requests is kept, and lets go of everything; a second time it does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_lifetime.ApplicationStarted.IsCancellationRequested)
            await StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>As the public one, with services replaced: what <paramref name="configure"/> adds wins over the default.</summary>
    internal static async Task<SakerServer> StartAsync(ServerOptions options, Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        var server = Build(options, configure);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static SakerServer Build(ServerOptions options, Action<IServiceCollection> configure) =>
        new(Composition.Build(options, options.Validate(), configure), options);
}
