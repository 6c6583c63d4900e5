using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Registry;

namespace Saker.Server.Http;

/// <summary>Addresses of models that were renamed lead on: what is read of a model that is found under no such name is read under the one that it has now.</summary>
internal static class RenamedAddresses
{
    private static readonly string[] Roots = ["/api/models/", "/models/"];

    /// <returns>The address to go on to; null where there is none, or something would be changed there.</returns>
    public static async Task<string?> FindAsync(HttpContext context, Exception exception)
    {
        var request = context.Request;
        if (exception is not SakerException { Kind: ErrorKind.NotFound } || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Path.Value is not { } path)
            return null;
        foreach (var root in Roots)
        {
            if (!path.StartsWith(root, StringComparison.Ordinal))
                continue;
            var end = path.IndexOf('/', root.Length);
            var name = path[root.Length..(end < 0 ? path.Length : end)];
            var now = await context.RequestServices.GetRequiredService<IRegistryStore>().FindRenamedAsync(name, context.RequestAborted);
            return now is null ? null : $"{root}{Uri.EscapeDataString(now)}{(end < 0 ? "" : new PathString(path[end..]).ToUriComponent())}{request.QueryString}";
        }
        return null;
    }
}
