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
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http;

/// <summary>Endpoints: what they serve, and deploying to them.</summary>
internal static class EndpointsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/endpoints").WithTags("Endpoints");
        group.MapGet("", List).Needs(Role.Viewer).WithName("listEndpoints").WithSummary("Endpoints with state, signature and traffic.");
        group.MapGet("/{name}", Get).Needs(Role.Viewer).WithName("getEndpoint").WithSummary("One endpoint.").Fails(StatusCodes.Status404NotFound);
        group.MapPost("", DeployAsync).WithName("deploy").WithSummary("Makes an endpoint serve a model version, or what an alias points at now and later.")
            .Needs(Role.Deployer).Audited(AuditActs.Deployed)
            .Accepts<DeployRequest>("application/json")
            .WithMetadata(new OperationExample("""{"name":"churn","model":"churn@champion"}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}", RemoveAsync).Needs(Role.Deployer).Audited(AuditActs.EndpointRemoved).WithName("removeEndpoint").WithSummary("Removes an endpoint; what it served stays registered.").Fails(StatusCodes.Status404NotFound);
        EndpointSettingsApi.Map(group);
        MonitorApi.Map(group);
        EndpointDriftApi.Map(group);
        PerformanceApi.Map(group);
        RetrainingApi.Map(group);
        EndpointRolloutsApi.Map(group);
    }

    private static Ok<EndpointList> List(ModelHost host) =>
        TypedResults.Ok(new EndpointList([.. host.List().Select(status => status.ToInfo(host))]));

    private static Ok<EndpointInfo> Get(string name, ModelHost host) => host.Find(name) is { } status
        ? TypedResults.Ok(status.ToWholeInfo(host))
        : throw Missing(name);

    private static async Task<Ok<EndpointInfo>> DeployAsync(
        HttpContext context, IRegistryStore registry, IEndpointStore endpoints, RolloutReader rollouts, ModelHost host, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadRecordAsync(context);
        var request = Read(body.Bytes);
        context.SetAuditTarget($"{request.Name} to {request.Model}");
        if (request.Override is { } reason)
            context.SetAuditDetail(AuditDetails.Overridden(reason));
        var version = await registry.ResolveAsync(request.Model, cancellationToken);
        var endpoint = await endpoints.DeployAsync(
            new Deployment { Endpoint = request.Name, Model = version.Model, Version = version.Version, Alias = ModelReference.Parse(request.Model).Alias, Override = request.Override, By = context.Actor() }, cancellationToken);
        await host.RefreshAsync(endpoint.Name, cancellationToken);
        logger.Deployed(endpoint.Name, endpoint.Model, endpoint.Version);
        var info = (host.Find(endpoint.Name) ?? throw Missing(endpoint.Name)).ToWholeInfo(host);
        // It may be that nothing has changed yet but that a rollout has begun.
        return TypedResults.Ok(await rollouts.ListAsync(new RolloutQuery { Endpoint = endpoint.Name, IsOpen = true, Max = 1 }, cancellationToken) is [var open] ? info with { Rollout = open.ToInfo() } : info);
    }

    private static async Task<NoContent> RemoveAsync(string name, HttpContext context, IEndpointStore endpoints, ModelHost host, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        if (!await endpoints.RemoveAsync(name, context.Actor(), cancellationToken))
            throw Missing(name);
        await host.RefreshAsync(name, cancellationToken);
        logger.Undeployed(name);
        return TypedResults.NoContent();
    }

    private static DeployRequest Read(ReadOnlySpan<byte> body)
    {
        var request = RequestJson.Parse(body, SakerJson.Default.DeployRequest);
        var problems = new ProblemList(2);
        if (string.IsNullOrWhiteSpace(request?.Name))
            problems.Add(null, "name", "is missing; name the endpoint.");
        if (string.IsNullOrWhiteSpace(request?.Model))
            problems.Add(null, "model", "is missing; give a model reference such as churn/3, churn@champion or churn.");
        problems.ThrowIfAny("The deployment is not complete.");
        return request!;
    }

    internal static SakerException Missing(string name) =>
        new(ErrorKind.NotFound, $"There is no endpoint '{name}'. GET /api/endpoints lists what there is.", "name");
}
