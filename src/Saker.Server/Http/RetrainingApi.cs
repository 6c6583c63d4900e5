using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Retraining;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>When the models of endpoints are trained again, and how that went.</summary>
internal static class RetrainingApi
{
    private const int StandardListed = 20;

    private static readonly OperationExample s_example = new("""{"schedule":{"cron":"0 3 * * mon","timeZone":"Europe/Berlin"},"drift":true,"maxPerDay":1}""");

    public static void Map(RouteGroupBuilder endpoints)
    {
        var group = endpoints.MapGroup("/{name}/retraining");
        group.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getRetraining").WithSummary("When an endpoint's model is trained again: its policy, in words too, and the next time.")
            .Produces<RetrainingInfo>(StatusCodes.Status200OK, SettingsBody.Json, SettingsBody.Yaml).Fails(StatusCodes.Status404NotFound);
        group.MapPut("", SetAsync).Needs(Role.Deployer).Audited(AuditActs.RetrainingSet).WithName("setRetraining").WithSummary("Sets when an endpoint's model is trained again by itself; what is left out has its default.")
            .Accepts<RetrainingPolicyInfo>(SettingsBody.Json, SettingsBody.Yaml).WithMetadata(s_example)
            .Produces<RetrainingInfo>()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("", RemoveAsync).Needs(Role.Deployer).Audited(AuditActs.RetrainingSet).WithName("removeRetraining").WithSummary("Has an endpoint's model trained again only when somebody asks.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/attempts", ListAsync).Needs(Role.Viewer).WithName("listRetrainingAttempts").WithSummary("Attempts to train an endpoint's model again, the newest first.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/attempts/{id}", FindAsync).Needs(Role.Viewer).WithName("getRetrainingAttempt").WithSummary("One attempt.").Fails(StatusCodes.Status404NotFound);
        group.MapPost("/attempts", RequestAsync).Needs(Role.Deployer).Audited(AuditActs.RetrainingRequested).WithName("retrain").WithSummary("Has an endpoint's model trained again; a server takes the attempt up within seconds.")
            .Accepts<RetrainRequest>(SettingsBody.Json, "application/x-www-form-urlencoded").WithMetadata(new OperationExample("""{"reason":"the price list changed"}"""))
            .Produces<RetrainingAttemptInfo>(StatusCodes.Status202Accepted)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests);
    }

    private static async Task GetAsync(string name, HttpContext context, Retrainer retrainer, CancellationToken cancellationToken) =>
        await SendAsync(context, await retrainer.GetAsync(name, 1, cancellationToken));

    private static async Task SetAsync(string name, HttpContext context, Retrainer retrainer, CancellationToken cancellationToken)
    {
        var policy = await SettingsBody.ReadAsync(context, RetrainingPolicyText.ReadJson, RetrainingPolicyText.ReadYaml);
        await retrainer.SetPolicyAsync(name, policy, context.Actor(), cancellationToken);
        context.SetAuditDetail(Encoding.UTF8.GetString(RetrainingPolicyText.WriteJson(policy)));
        await SendAsync(context, await retrainer.GetAsync(name, 1, cancellationToken));
    }

    private static async Task<NoContent> RemoveAsync(string name, HttpContext context, Retrainer retrainer, CancellationToken cancellationToken)
    {
        context.SetAuditDetail(await retrainer.RemovePolicyAsync(name, cancellationToken) ? "off" : "off already");
        return TypedResults.NoContent();
    }

    private static async Task<Ok<RetrainingAttemptList>> ListAsync(string name, int? max, Retrainer retrainer, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RetrainingAttemptList([.. (await retrainer.GetAsync(name, max ?? StandardListed, cancellationToken)).Attempts.Select(RetrainingWire.ToInfo)]));

    private static async Task<Ok<RetrainingAttemptInfo>> FindAsync(string name, string id, IRetrainingStore attempts, CancellationToken cancellationToken) =>
        await attempts.FindAsync(id, cancellationToken) is { } attempt && attempt.Endpoint == name
            ? TypedResults.Ok(attempt.ToInfo())
            : throw new SakerException(ErrorKind.NotFound, $"Endpoint '{name}' has no attempt '{id}'. GET /api/endpoints/{name}/retraining/attempts lists them.", "id");

    private static async Task<IResult> RequestAsync(string name, HttpContext context, Retrainer retrainer, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var reason = form is not null ? form.Text("reason") : (await RequestJson.ReadOptionalAsync(context, SakerJson.Default.RetrainRequest)).Reason;
        var attempt = await retrainer.RequestAsync(name, reason, context.Actor(), cancellationToken);
        context.SetAuditDetail($"attempt {attempt.Id}");
        return form is not null ? PageForm.BackTo(context, $"/watching/{Uri.EscapeDataString(name)}/retraining") : TypedResults.Accepted($"/api/endpoints/{Uri.EscapeDataString(name)}/retraining/attempts/{attempt.Id}", attempt.ToInfo());
    }

    private static Task SendAsync(HttpContext context, EndpointRetraining retraining) => SettingsBody.SendAsync(
        context,
        () => JsonSerializer.SerializeToUtf8Bytes(retraining.ToInfo(), SakerJson.Default.RetrainingInfo),
        () => retraining.Policy is { } set ? RetrainingPolicyText.WriteYaml(set.Policy) : "");
}
