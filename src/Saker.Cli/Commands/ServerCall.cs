using System.Net;
using System.Net.Http.Headers;
using Saker.Client;
using Saker.Data;

namespace Saker.Cli.Commands;

/// <summary>Asks a running server, with the key of <see cref="KeyVariable"/> where it has one: a flag would show to everybody who lists processes.</summary>
internal static class ServerCall
{
    private const string KeyVariable = "SAKER_KEY";

    private static readonly Uri Default = new("http://127.0.0.1:5080");

    public static async Task<T> RunAsync<T>(Uri? server, Func<SakerClient, Task<T>> call)
    {
        using var http = new HttpClient { BaseAddress = server ?? Default };
        var key = Environment.GetEnvironmentVariable(KeyVariable);
        if (!string.IsNullOrEmpty(key))
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            return await call(new SakerClient(http));
        }
        catch (SakerClientException e) when (e.Status == HttpStatusCode.Unauthorized)
        {
            throw new SakerException(ErrorKind.Unauthenticated, $"{e.Message} Set {KeyVariable} to a key that may do this; 'saker keys create' makes one.", KeyVariable, inner: e);
        }
    }
}
