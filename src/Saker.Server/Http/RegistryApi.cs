using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http;

/// <summary>Registered models.</summary>
internal static class RegistryApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/models").WithTags("Models").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listModels").WithSummary("Registered models with their versions and aliases.");
        group.MapGet("/{name}", GetAsync).WithName("getModel").WithSummary("One registered model.").Fails(StatusCodes.Status404NotFound);
        group.MapPut("/{name}/aliases/{alias}", SetAliasAsync).WithName("setAlias").WithSummary("Points an alias at a version.")
            .Needs(Role.Deployer).Audited(AuditActs.AliasMoved)
            .Accepts<AliasRequest>("application/json")
            .WithMetadata(new OperationExample("""{"version":3}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        VersionsApi.Map(group);
    }

    private static async Task<Ok<ModelList>> ListAsync(IRegistryStore registry, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ModelList([.. (await registry.ListAsync(cancellationToken)).Select(Wire.ToInfo)]));

    private static async Task<Ok<ModelInfo>> SetAliasAsync(
        string name, string alias, HttpContext context, IRegistryStore registry, ServerOptions options, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context);
        var version = Read(body.Bytes).Version;
        await registry.SetAliasAsync(name, alias, version, cancellationToken);
        logger.AliasMoved(alias, name, version);
        return await GetAsync(name, registry, cancellationToken);
    }

    private static AliasRequest Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SakerJson.Default.AliasRequest) is { Version: > 0 } request
                ? request
                : throw new SakerException(ErrorKind.InvalidInput, "The version is missing; give its number, as in {\"version\":3}.", "version");
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed(exception, body);
        }
    }

    private static async Task<Ok<ModelInfo>> GetAsync(string name, IRegistryStore registry, CancellationToken cancellationToken) =>
        await registry.FindAsync(name, cancellationToken) is { } model
            ? TypedResults.Ok(model.ToInfo())
            : throw new SakerException(ErrorKind.NotFound, $"There is no model '{name}'. GET /api/models lists what there is.", "name");
}
