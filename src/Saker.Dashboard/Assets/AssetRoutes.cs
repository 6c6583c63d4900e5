using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Assets;

/// <summary>Serves the embedded files; an address with the current hash may be kept for good.</summary>
internal static class AssetRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", Get).WithMetadata(new NeedsRole(null)).ExcludeFromDescription();

    private static IResult Get(string name, string? v, HttpRequest request, HttpResponse response)
    {
        if (AssetStore.Find(name) is not { } asset)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        response.Headers.CacheControl = v == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (!request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return Results.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
        response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(asset.Compressed, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}-gzip\""));
    }
}
