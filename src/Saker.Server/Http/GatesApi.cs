using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.Gates;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What gates say of versions, and which aliases require it.</summary>
internal static class GatesApi
{
    private const string Example = """{"dataset":"churn/2","target":"Churn","positive":"Yes","gates":{"scores":{"roc_auc":{"min":0.8,"by":"low"}}}}""";

    private const string CandidateExample = """{"source":"runs:/4bf92f3577b34da6a3ce929d0e0e4736/model","dataset":"churn/2","target":"Churn","positive":"Yes"}""";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{name}/versions/{version}/gates", GetAsync).WithName("getVerdict").WithSummary("What the gates said of a version last, whole.")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapPost("/{name}/versions/{version}/gates", JudgeAsync).WithName("judgeVersion").WithSummary("Judges a version by gates on a dataset, and keeps the verdict.")
            .Needs(Role.Deployer).Audited(AuditActs.GatesJudged)
            .Accepts<JudgeRequest>("application/json").WithMetadata(new OperationExample(Example))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);
        group.MapPost("/{name}/candidates", JudgeCandidateAsync).WithName("judgeCandidate").WithSummary("Judges a run's model before it is registered; the version of the same files has the verdict then.")
            .Needs(Role.Deployer).Audited(AuditActs.GatesJudged)
            .Accepts<JudgeCandidateRequest>("application/json").WithMetadata(new OperationExample(CandidateExample))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);
        group.MapPut("/{name}/aliases/{alias}/gates", RequireOneAsync).WithName("requireGates").WithSummary("Has an alias move only to versions whose gates passed.")
            .Needs(Role.Admin).Audited(AuditActs.GatesRequired)
            .Accepts<RequireGatesRequest>("application/json").WithMetadata(new OperationExample("""{"role":"admin"}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}/aliases/{alias}/gates", ReleaseOneAsync).WithName("releaseGates").WithSummary("Lets an alias move to any version again.")
            .Needs(Role.Admin).Audited(AuditActs.GatesReleased).Fails(StatusCodes.Status404NotFound);
        group.MapPut("/{name}/gates", RequireAllAsync).WithName("requireGatesOfAll").WithSummary("Has every alias of a model move only to versions whose gates passed.")
            .Needs(Role.Admin).Audited(AuditActs.GatesRequired)
            .Accepts<RequireGatesRequest>("application/json").WithMetadata(new OperationExample("""{"role":"admin"}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}/gates", ReleaseAllAsync).WithName("releaseGatesOfAll").WithSummary("Ends what was required of every alias of a model.")
            .Needs(Role.Admin).Audited(AuditActs.GatesReleased).Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<GateVerdictInfo>> GetAsync(string name, string version, IRegistryStore registry, IVerdictStore verdicts, CancellationToken cancellationToken)
    {
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        return await verdicts.FindAsync(found.Model, found.Version, cancellationToken) is { } verdict
            ? TypedResults.Ok(verdict.ToInfo())
            : throw new SakerException(ErrorKind.NotFound, $"{found.Reference} is not judged. POST /api/models/{found.Model}/versions/{found.Version}/gates judges it.", "version");
    }

    private static async Task<Ok<GateVerdictInfo>> JudgeAsync(string name, string version, HttpContext context, IRegistryStore registry, JudgingDesk desk, GateJudge judge, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.JudgeRequest);
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        context.SetAuditTarget(found.Reference);
        var file = await FileAsync(found.Model, request.Gates, request.Target, request.Positive, judge, cancellationToken);
        var dataset = DatasetReference.Parse(request.Dataset ?? "");
        await desk.FindAsync(dataset, cancellationToken);
        var verdict = await desk.JudgeAsync(token => judge.JudgeAsync(found, file, dataset, context.Actor(), token), cancellationToken);
        context.SetAuditDetail(AuditDetails.Judged(verdict.Passed, verdict.Failed));
        return TypedResults.Ok(verdict.ToInfo());
    }

    private static async Task<Ok<CandidateVerdictInfo>> JudgeCandidateAsync(string name, HttpContext context, JudgingDesk desk, GateJudge judge, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.JudgeCandidateRequest);
        context.SetAuditTarget($"{request.Source} for {name}");
        var file = await FileAsync(name, request.Gates, request.Target, request.Positive, judge, cancellationToken);
        var dataset = DatasetReference.Parse(request.Dataset ?? "");
        await desk.FindAsync(dataset, cancellationToken);
        var report = await desk.JudgeAsync(token => judge.JudgeCandidateAsync(name, request.Source ?? "", file, dataset, context.Actor(), token), cancellationToken);
        context.SetAuditDetail(AuditDetails.Judged(report.Passed, report.Failed));
        return TypedResults.Ok(new CandidateVerdictInfo(report.Passed, report.Failed, report.Hash, report.Suite, JsonNode.Parse(report.ToJson())?.AsObject()));
    }

    private static async Task<GateFile> FileAsync(string model, JsonObject? gates, string? target, string? positive, GateJudge judge, CancellationToken cancellationToken)
    {
        if (gates is null)
            return await judge.FindRequiredAsync(model, target, positive, cancellationToken);
        var file = GateFile.Parse(gates.ToJsonString());
        return file with { Target = target ?? file.Target, Positive = positive ?? file.Positive };
    }

    private static Task<Ok<ModelInfo>> RequireOneAsync(string name, string alias, HttpContext context, IRegistryStore registry, IVerdictStore verdicts, CancellationToken cancellationToken) =>
        RequireAsync(new GateRequirement { Model = name, Alias = alias }, context, registry, verdicts, cancellationToken);

    private static Task<Ok<ModelInfo>> RequireAllAsync(string name, HttpContext context, IRegistryStore registry, IVerdictStore verdicts, CancellationToken cancellationToken) =>
        RequireAsync(new GateRequirement { Model = name, Alias = null }, context, registry, verdicts, cancellationToken);

    private static async Task<Ok<ModelInfo>> RequireAsync(GateRequirement requirement, HttpContext context, IRegistryStore registry, IVerdictStore verdicts, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.RequireGatesRequest);
        context.SetAuditTarget(requirement.Subject);
        if (request.Role is { } role)
            requirement = requirement with { Role = Roles.Parse(role) };
        requirement = requirement with { Target = request.Target, Positive = request.Positive, Dataset = request.Dataset, HoldsRegistration = request.Registration ?? false };
        if (request.Gates is { } gates && GateFile.Parse(gates.ToJsonString()) is var file)
            requirement = (file with { Target = request.Target ?? file.Target, Positive = request.Positive ?? file.Positive }).AddTo(requirement);
        await verdicts.RequireAsync(requirement, context.Actor(), cancellationToken);
        return TypedResults.Ok((await RegistryApi.RequireAsync(requirement.Model, registry, cancellationToken)).ToInfo());
    }

    private static Task<Ok<ModelInfo>> ReleaseOneAsync(string name, string alias, HttpContext context, IRegistryStore registry, IVerdictStore verdicts, CancellationToken cancellationToken) =>
        ReleaseAsync(new GateRequirement { Model = name, Alias = alias }, context, registry, verdicts, cancellationToken);

    private static Task<Ok<ModelInfo>> ReleaseAllAsync(string name, HttpContext context, IRegistryStore registry, IVerdictStore verdicts, CancellationToken cancellationToken) =>
        ReleaseAsync(new GateRequirement { Model = name, Alias = null }, context, registry, verdicts, cancellationToken);

    private static async Task<Ok<ModelInfo>> ReleaseAsync(GateRequirement requirement, HttpContext context, IRegistryStore registry, IVerdictStore verdicts, CancellationToken cancellationToken)
    {
        context.SetAuditTarget(requirement.Subject);
        if (!await verdicts.ReleaseAsync(requirement.Model, requirement.Alias, cancellationToken))
            throw new SakerException(ErrorKind.NotFound, $"{requirement.Subject} requires no gates.", "alias");
        return TypedResults.Ok((await RegistryApi.RequireAsync(requirement.Model, registry, cancellationToken)).ToInfo());
    }

    internal static GateVerdictInfo ToInfo(this GateVerdict verdict) => new()
    {
        Id = verdict.Id,
        Passed = verdict.Passed,
        Failed = verdict.Failed,
        Suite = verdict.Suite,
        Target = verdict.Target,
        Positive = verdict.Positive,
        Dataset = verdict.Dataset,
        By = verdict.By,
        At = verdict.At,
        Override = verdict.Override,
        Report = verdict.Report is { } report ? JsonNode.Parse(report)?.AsObject() : null,
    };
}
