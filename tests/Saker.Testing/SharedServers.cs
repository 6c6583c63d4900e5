namespace Saker.Testing;

/// <summary>
/// Ends the servers that the tests of an assembly shared, when the last of them is done: a process that is about to exit has only
/// seconds left, which on a busy machine are too few for a database to stop.
/// </summary>
public sealed class SharedServers : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await PostgresServer.EndSharedAsync();
        await S3Server.EndSharedAsync();
    }
}
