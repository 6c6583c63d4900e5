using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Server.Hosting;

namespace Saker.Server.Http;

/// <summary>Pages of models that were renamed lead on: a page of a model that is found under no such name is read under the one that it has now. Doors of data only say what that is.</summary>
internal static class RenamedAddresses
{
    private const string Api = "/api/models/";
    private const string Pages = "/models/";

    /// <returns>Null where what failed is not that a model is found under no such name, or where it was not renamed.</returns>
    public static async Task<RenamedAddress?> FindAsync(HttpContext context, Exception exception, ILogger logger)
    {
        var request = context.Request;
        if (exception is not SakerException { Kind: ErrorKind.NotFound } || request.Path.Value is not { } path || RootOf(path) is not { } root)
            return null;
        try
        {
            var end = path.IndexOf('/', root.Length);
            var name = path[root.Length..(end < 0 ? path.Length : end)];
            if (await context.RequestServices.GetRequiredService<IRegistryStore>().FindRenamedAsync(name, context.RequestAborted) is not { } now)
                return null;
            var leadsOn = root == Pages && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
            var page = leadsOn ? $"{root}{Uri.EscapeDataString(now)}{(end < 0 ? "" : new PathString(path[end..]).ToUriComponent())}{request.QueryString}" : null;
            return new RenamedAddress($"The model that was called '{name}' is '{now}' now.", page);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            // What was not found is told all the same.
            logger.RequestFailed(failure, request.Method, path);
            return null;
        }
    }

    private static string? RootOf(string path) => path.StartsWith(Api, StringComparison.Ordinal) ? Api : path.StartsWith(Pages, StringComparison.Ordinal) ? Pages : null;
}
