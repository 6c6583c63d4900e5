using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Data;
using Saker.Platform.Registry;

namespace Saker.Server.Http;

/// <summary>Which columns a version goes by, as it was found when the version was trained.</summary>
internal static class ImportanceApi
{
    private const string File = "importance.json";

    public static void Map(RouteGroupBuilder group) => group.MapGet("/{name}/versions/{version}/importance", GetAsync).WithName("getImportance")
        .WithSummary("The mean size of attributions by raw column on the test rows, with units and intervals.")
        .Produces<string>(StatusCodes.Status200OK, "application/json").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);

    private static async Task<FileStreamHttpResult> GetAsync(string name, string version, IRegistryStore registry, VersionFiles files, CancellationToken cancellationToken)
    {
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        try
        {
            return TypedResults.Stream(await files.OpenAsync(found, File, cancellationToken), "application/json");
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            throw new SakerException(ErrorKind.NotFound, $"No importance was recorded with {found.Reference}; 'saker explain importance {found.Reference} FILE' computes it.", "version", exception);
        }
    }
}
