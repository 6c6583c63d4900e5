namespace Saker.Server.Hosting;

/// <summary>
/// The composition root: one process that stores, serves and draws. Tests and the command line start the same host.
/// </summary>
public sealed class SakerServer : IAsyncDisposable
{
    private SakerServer()
    {
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:5080/</c>; known once started.</summary>
    public Uri Address => throw new NotImplementedException();

    /// <summary>Opens the home and puts the server together; it does not listen yet.</summary>
    public static Task<SakerServer> BuildAsync(ServerOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Builds and starts.</summary>
    public static Task<SakerServer> StartAsync(ServerOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Listens; loads every endpoint.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Serves until the token is cancelled, then stops gracefully.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Lets requests under way finish, then stops.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
