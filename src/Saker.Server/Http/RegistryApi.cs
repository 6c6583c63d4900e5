using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
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
        group.MapPost("", CreateAsync).WithName("createModel").WithSummary("Registers a model without a version.")
            .Needs(Role.Deployer).Audited(AuditActs.ModelChanged)
            .Accepts<NewModelRequest>("application/json")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapGet("/{name}", GetAsync).WithName("getModel").WithSummary("One registered model.").Fails(StatusCodes.Status404NotFound);
        group.MapPatch("/{name}", ChangeAsync).WithName("changeModel").WithSummary("Changes a model's name, description or tags.")
            .Needs(Role.Deployer).Audited(AuditActs.ModelChanged)
            .Accepts<ModelChanges>("application/json")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}", DeleteAsync).WithName("deleteModel").WithSummary("Removes a model with its versions, unless an endpoint serves it.")
            .Needs(Role.Deployer).Audited(AuditActs.ModelDeleted)
            .Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        AliasesApi.Map(group);
        ApprovalsApi.Map(group);
        VersionsApi.Map(group);
        VersionFactsApi.Map(group);
        EvaluationApi.Map(group);
        CompressionApi.Map(group);
        FineTuningApi.Map(group);
        ProbesApi.Map(group);
        InspectionApi.Map(group);
        GradientsApi.Map(group);
        ImportanceApi.Map(group);
        ExplanationsApi.Map(group);
        GatesApi.Map(group);
        PeopleApi.Map(group);
    }

    private static async Task<Ok<ModelList>> ListAsync(IRegistryStore registry, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ModelList([.. (await registry.ListAsync(cancellationToken)).Select(Wire.ToInfo)]));

    private static async Task<Created<ModelInfo>> CreateAsync(HttpContext context, IRegistryStore registry, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.NewModelRequest);
        context.SetAuditTarget(request.Name);
        var model = await registry.CreateAsync(new NewModel { Name = request.Name, Description = request.Description, Tags = request.Tags ?? new Dictionary<string, string>() }, cancellationToken);
        return TypedResults.Created($"/api/models/{Uri.EscapeDataString(model.Name)}", model.ToInfo());
    }

    private static async Task<Ok<ModelInfo>> ChangeAsync(string name, HttpContext context, IRegistryStore registry, CancellationToken cancellationToken)
    {
        var changes = await RequestJson.ReadAsync(context, SakerJson.Default.ModelChanges);
        if (changes.Description is { } description)
            await registry.DescribeAsync(name, description.Length == 0 ? null : description, cancellationToken);
        foreach (var (key, value) in changes.Tags ?? new Dictionary<string, string?>())
            await (value is null ? registry.DeleteTagAsync(name, key, cancellationToken) : registry.SetTagAsync(name, key, value, cancellationToken));
        if (changes.Name is { } newName)
            name = (await registry.RenameAsync(name, newName, cancellationToken)).Name;
        return await GetAsync(name, registry, cancellationToken);
    }

    private static async Task<NoContent> DeleteAsync(string name, IRegistryStore registry, CancellationToken cancellationToken)
    {
        await registry.DeleteAsync(name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ModelInfo>> GetAsync(string name, IRegistryStore registry, CancellationToken cancellationToken) =>
        TypedResults.Ok((await RequireAsync(name, registry, cancellationToken)).ToInfo());

    internal static async Task<RegisteredModel> RequireAsync(string name, IRegistryStore registry, CancellationToken cancellationToken) => await registry.FindAsync(name, cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, await registry.FindRenamedAsync(name, cancellationToken) is { } now
            ? $"There is no model '{name}' any more: it is called '{now}' now."
            : $"There is no model '{name}'. GET /api/models lists what there is.", "name");
}
