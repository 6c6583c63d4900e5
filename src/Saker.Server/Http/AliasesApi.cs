using System.Globalization;
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
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Aliases: where they point, where they pointed, and which of them are protected.</summary>
internal static class AliasesApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPut("/{name}/aliases/{alias}", SetAsync).WithName("setAlias").WithSummary("Points an alias at a version, or asks for approval where it is protected (202).")
            .Needs(Role.Deployer).Audited(AuditActs.AliasMoved)
            .Accepts<AliasRequest>("application/json")
            .Produces<ModelInfo>(StatusCodes.Status202Accepted)
            .WithMetadata(new OperationExample("""{"version":3,"evidence":"ROC AUC 0.86 on the rows of April"}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}/aliases/{alias}", RemoveAsync).WithName("removeAlias").WithSummary("Takes an alias away, or asks for approval where it is protected (202).")
            .Needs(Role.Deployer).Audited(AuditActs.AliasMoved)
            .Produces<ModelInfo>(StatusCodes.Status202Accepted)
            .Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/aliases/{alias}/history", HistoryAsync).WithName("aliasHistory").WithSummary("What an alias pointed at, when, by whom and why.")
            .WithDescription("With at=2026-05-03 what held on that day (UTC), with at=2026-05-03T12:00:00Z what held at that moment.")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapPut("/{name}/aliases/{alias}/protection", ProtectAsync).WithName("protectAlias").WithSummary("Has an alias move only with somebody's approval.")
            .Needs(Role.Admin).Audited(AuditActs.AliasProtected)
            .Accepts<ProtectRequest>("application/json")
            .WithMetadata(new OperationExample("""{"role":"admin","count":1}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}/aliases/{alias}/protection", UnprotectAsync).WithName("unprotectAlias").WithSummary("Ends the protection of an alias; what waits for approval becomes stale.")
            .Needs(Role.Admin).Audited(AuditActs.AliasUnprotected)
            .Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ModelInfo>, Accepted<ModelInfo>>> SetAsync(
        string name, string alias, HttpContext context, IRegistryStore registry, RolloutReader rollouts, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.AliasRequest);
        if (request.Version < 1)
            throw new SakerException(ErrorKind.InvalidInput, "The version is missing; give its number, as in {\"version\":3}.", "version");
        var answer = await MoveAsync(new AliasChange { Model = name, Alias = alias, Version = request.Version, Evidence = request.Evidence, Override = request.Override ?? OverrideHeader.Find(context.Request), Retry = request.Retry ?? RetryHeader.Find(context.Request), By = context.Actor() }, context, registry, rollouts, cancellationToken);
        if (answer.Result is Ok<ModelInfo>)
            logger.AliasMoved(alias, name, request.Version);
        return answer;
    }

    private static Task<Results<Ok<ModelInfo>, Accepted<ModelInfo>>> RemoveAsync(string name, string alias, string? evidence, HttpContext context, IRegistryStore registry, RolloutReader rollouts, CancellationToken cancellationToken) =>
        MoveAsync(new AliasChange { Model = name, Alias = alias, Version = null, Evidence = evidence, Override = OverrideHeader.Find(context.Request), By = context.Actor() }, context, registry, rollouts, cancellationToken);

    private static async Task<Results<Ok<ModelInfo>, Accepted<ModelInfo>>> MoveAsync(AliasChange change, HttpContext context, IRegistryStore registry, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        context.SetAuditTarget(TargetOf(change));
        var outcome = await registry.MoveAliasAsync(change, cancellationToken);
        var model = (await RegistryApi.RequireAsync(change.Model, registry, cancellationToken)).ToInfo();
        if (outcome.Override is { } reason)
            context.SetAuditDetail(AuditDetails.Overridden(reason));
        if (outcome.Request is not { } request)
            return TypedResults.Ok(change.Version is null ? model : model with { Rollouts = [.. (await rollouts.ListBroughtAsync(change, cancellationToken)).Select(RolloutWire.ToInfo)] });
        context.SetAuditDetail($"request {request.Id} waits for approval", AuditDetails.Overridden(outcome.Override));
        return TypedResults.Accepted($"/api/models/approvals/{request.Id}", model with { Requests = [request.ToInfo()] });
    }

    /// <summary>What the audit says a move was about.</summary>
    public static string TargetOf(AliasChange change) =>
        change.Version is { } version ? $"{change.Model}@{change.Alias} to {change.Model}/{version.ToString(CultureInfo.InvariantCulture)}" : $"{change.Model}@{change.Alias} to nothing";

    private static async Task<Ok<AliasHistory>> HistoryAsync(string name, string alias, string? at, IRegistryStore registry, CancellationToken cancellationToken)
    {
        await RegistryApi.RequireAsync(name, registry, cancellationToken);
        var moves = (await registry.ListAliasMovesAsync(name, cancellationToken)).Where(move => move.Alias == alias);
        if (at is not null && AliasMoment.Parse(at) is var moment)
            moves = moves.Where(moment.Includes);
        return TypedResults.Ok(new AliasHistory(name, alias, [.. moves.Select(move => move.ToInfo())]));
    }

    private static async Task<Ok<ModelInfo>> ProtectAsync(string name, string alias, HttpContext context, IApprovalStore approvals, IRegistryStore registry, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.ProtectRequest);
        context.SetAuditTarget($"{name}@{alias}");
        context.SetAuditDetail($"{request.Count ?? 1} with the role {request.Role}");
        await approvals.ProtectAsync(new AliasProtection { Model = name, Alias = alias, Role = Roles.Parse(request.Role), Count = request.Count ?? 1 }, context.Actor(), cancellationToken);
        return TypedResults.Ok((await RegistryApi.RequireAsync(name, registry, cancellationToken)).ToInfo());
    }

    private static async Task<Ok<ModelInfo>> UnprotectAsync(string name, string alias, HttpContext context, IApprovalStore approvals, IRegistryStore registry, CancellationToken cancellationToken)
    {
        context.SetAuditTarget($"{name}@{alias}");
        if (!await approvals.UnprotectAsync(name, alias, context.Actor(), cancellationToken))
            throw new SakerException(ErrorKind.NotFound, $"{name}@{alias} is not protected.", "alias");
        return TypedResults.Ok((await RegistryApi.RequireAsync(name, registry, cancellationToken)).ToInfo());
    }
}
