using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Server.Hosting;

namespace Saker.Server.Http;

/// <summary>
/// Pages of models that were renamed lead on: a page of a model that is found under no such name is read under the one that it has now. Doors of data do not, since clients let go of
/// their key where they are led on; their answer names the model.
/// </summary>
internal static class RenamedAddresses
{
    private const string Root = "/models/";

    /// <returns>The page to go on to; null where there is none, or something would be changed there.</returns>
    public static async Task<string?> FindAsync(HttpContext context, Exception exception, ILogger logger)
    {
        var request = context.Request;
        if (exception is not SakerException { Kind: ErrorKind.NotFound } || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || request.Path.Value is not { } path || !path.StartsWith(Root, StringComparison.Ordinal))
            return null;
        var end = path.IndexOf('/', Root.Length);
        var name = path[Root.Length..(end < 0 ? path.Length : end)];
        try
        {
            var now = await context.RequestServices.GetRequiredService<IRegistryStore>().FindRenamedAsync(name, context.RequestAborted);
            return now is null ? null : $"{Root}{Uri.EscapeDataString(now)}{(end < 0 ? "" : new PathString(path[end..]).ToUriComponent())}{request.QueryString}";
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
}
