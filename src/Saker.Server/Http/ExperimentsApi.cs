using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Experiments: listed, made, renamed, tagged, deleted and restored.</summary>
internal static class ExperimentsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/experiments").WithTags("Experiments").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listExperiments").WithSummary("Experiments, the newest first; state is active, deleted or all.").Fails(StatusCodes.Status400BadRequest);
        group.MapGet("/{experiment}", GetAsync).WithName("getExperiment").WithSummary("One experiment, also a deleted one, by its id or its name.").Fails(StatusCodes.Status404NotFound);
        group.MapPost("", CreateAsync).Needs(Role.Deployer).Audited(AuditActs.ExperimentCreated).WithName("createExperiment").WithSummary("Makes an experiment.")
            .Accepts<CreateExperimentRequest>("application/json")
            .WithMetadata(new OperationExample("""{"name":"churn","tags":{"team":"growth"}}"""))
            .Produces<ExperimentInfo>(StatusCodes.Status201Created)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapPatch("/{experiment}", ChangeAsync).Needs(Role.Deployer).Audited(AuditActs.ExperimentRenamed).WithName("changeExperiment").WithSummary("Renames an experiment, sets tags, and removes those that are null.")
            .Accepts<ChangeExperimentRequest>("application/json")
            .WithMetadata(new OperationExample("""{"name":"churn 2026","tags":{"team":"growth","draft":null}}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        ExperimentFormsApi.Map(group);
        group.MapDelete("/{experiment}", DeleteAsync).Needs(Role.Deployer).Audited(AuditActs.ExperimentDeleted).WithName("deleteExperiment").WithSummary("Marks an experiment and its runs as deleted.").Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        group.MapPost("/{experiment}/restore", RestoreAsync).Needs(Role.Deployer).Audited(AuditActs.ExperimentRestored).WithName("restoreExperiment").WithSummary("Brings a deleted experiment back, with the runs that its deletion took.").Produces<ExperimentInfo>().Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ExperimentList>> ListAsync(string? state, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        Lifecycle? lifecycle = state switch
        {
            null or "active" => Lifecycle.Active,
            "deleted" => Lifecycle.Deleted,
            "all" => null,
            _ => throw new SakerException(ErrorKind.InvalidInput, $"state is '{state}'; give active, deleted or all.", "state"),
        };
        return TypedResults.Ok(new ExperimentList([.. (await experiments.ListAsync(lifecycle, cancellationToken)).Select(Wire.ToInfo)]));
    }

    private static async Task<Ok<ExperimentInfo>> GetAsync(string experiment, IExperimentStore experiments, CancellationToken cancellationToken) =>
        TypedResults.Ok((await FindAsync(experiment, experiments, cancellationToken)).ToInfo());

    private static async Task<Created<ExperimentInfo>> CreateAsync(HttpContext context, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.CreateExperimentRequest);
        context.SetAuditTarget(request.Name ?? "");
        var creation = new ExperimentCreation { Name = request.Name ?? "", ArtifactLocation = request.ArtifactLocation, Tags = request.Tags ?? new Dictionary<string, string>() };
        var made = await experiments.CreateAsync(creation, cancellationToken);
        context.SetAuditTarget($"{made.Id} {made.Name}");
        return TypedResults.Created($"/api/experiments/{made.Id}", made.ToInfo());
    }

    private static async Task<Ok<ExperimentInfo>> ChangeAsync(string experiment, HttpContext context, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        var changes = await RequestJson.ReadAsync(context, SakerJson.Default.ChangeExperimentRequest);
        var id = (await FindAsync(experiment, experiments, cancellationToken)).Id;
        if (changes.Name is { } name)
            await experiments.RenameAsync(id, name, cancellationToken);
        foreach (var (key, value) in changes.Tags ?? new Dictionary<string, string?>())
        {
            if (value is null)
                await experiments.DeleteTagAsync(id, key, cancellationToken);
            else
                await experiments.SetTagAsync(id, key, value, cancellationToken);
        }
        return await GetAsync(id.Value, experiments, cancellationToken);
    }

    private static async Task<Ok<ExperimentInfo>> DeleteAsync(string experiment, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        var id = (await FindAsync(experiment, experiments, cancellationToken)).Id;
        await experiments.DeleteAsync(id, cancellationToken);
        return await GetAsync(id.Value, experiments, cancellationToken);
    }

    private static async Task<IResult> RestoreAsync(string experiment, HttpContext context, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var id = (await FindAsync(experiment, experiments, cancellationToken)).Id;
        await experiments.RestoreAsync(id, cancellationToken);
        return form is not null ? PageForm.BackTo(context, ExperimentFormsApi.PageOf(id)) : await GetAsync(id.Value, experiments, cancellationToken);
    }

    /// <summary>The experiment of an id or a name, also a deleted one.</summary>
    public static async Task<Experiment> FindAsync(string experiment, IExperimentStore experiments, CancellationToken cancellationToken) =>
        await experiments.FindAsync(new ExperimentId(experiment), cancellationToken)
        ?? await experiments.FindByNameAsync(experiment, cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no experiment '{experiment}'. GET /api/experiments lists what there is.", "experiment");
}
