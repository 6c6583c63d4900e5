using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Registered models.</summary>
internal static class RegistryApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/models").WithTags("Models").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listModels").WithSummary("Registered models with their versions and aliases.");
        group.MapGet("/{name}", GetAsync).WithName("getModel").WithSummary("One registered model.").Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ModelList>> ListAsync(IRegistryStore registry, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ModelList([.. (await registry.ListAsync(cancellationToken)).Select(Wire.ToInfo)]));

    private static async Task<Ok<ModelInfo>> GetAsync(string name, IRegistryStore registry, CancellationToken cancellationToken) =>
        await registry.FindAsync(name, cancellationToken) is { } model
            ? TypedResults.Ok(model.ToInfo())
            : throw new SakerException(ErrorKind.NotFound, $"There is no model '{name}'. GET /api/models lists what there is.", "name");
}
