using System.CommandLine;
using Saker.Client;

namespace Saker.Cli.Commands;

/// <summary>Asks a running server.</summary>
internal static class ServerCall
{
    private static readonly Uri Default = new("http://127.0.0.1:5080");

    public static async Task<T> RunAsync<T>(Uri? server, Func<SakerClient, Task<T>> call)
    {
        using var http = new HttpClient { BaseAddress = server ?? Default };
        return await call(new SakerClient(http));
    }
}
