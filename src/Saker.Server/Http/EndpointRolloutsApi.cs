using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Planning;
using Saker.Platform.Serving;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>How versions come to one endpoint: what came, what is to come, and how where nobody says.</summary>
internal static class EndpointRolloutsApi
{
    private const int DefaultMax = 100;

    private static readonly OperationExample s_start = new("""{"model":"churn/4","settings":{"strategy":"canary","steps":[1,5,25,100],"minTime":"10m","minRequests":500,"key":"header:x-user"},"reason":"500 more customers"}""");
    private static readonly OperationExample s_policy = new("""{"strategy":"canary","steps":[1,5,25,100],"minTime":"10m"}""");

    public static void Map(RouteGroupBuilder endpoints)
    {
        var rollouts = endpoints.MapGroup("/{name}/rollouts").WithTags("Rollouts");
        rollouts.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listEndpointRollouts").WithSummary("The rollouts of an endpoint, the newest first.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        rollouts.MapPost("", StartAsync).Needs(Role.Deployer).Audited(AuditActs.RolloutStarted).WithName("startRollout").WithSummary("Has a version come to an endpoint, or asks for approval where that is needed. What the settings leave out is as the endpoint's policy says.")
            .Accepts<StartRolloutRequest>("application/json", "application/x-www-form-urlencoded").WithMetadata(s_start)
            .Produces<RolloutInfo>(StatusCodes.Status201Created)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        rollouts.MapPost("/plan", PlanAsync).Needs(Role.User).WithName("planRollout").WithSummary("How many requests and how long a rollout needs to see an effect, by the endpoint's own traffic.")
            .Accepts<RolloutPlanRequest>("application/json").WithMetadata(new OperationExample("""{"settings":{"strategy":"canary","steps":[1,5,25,100]},"factor":2,"latencyFactor":1.3,"look":"7d"}"""))
            .Produces<RolloutPlanInfo>()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        rollouts.MapPost("/simulation", SimulateAsync).Needs(Role.Deployer).WithName("simulateRollout").WithSummary("What would have become of a rollout on logged traffic. Nothing is changed by it.")
            .Accepts<SimulateRolloutRequest>("application/json").WithMetadata(new OperationExample("""{"model":"churn/4","settings":{"strategy":"canary"},"maxRequests":5000}"""))
            .Produces<RolloutSimulationInfo>()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);
        var policy = endpoints.MapGroup("/{name}/rollout-policy").WithTags("Rollouts");
        policy.MapGet("", GetPolicyAsync).Needs(Role.Viewer).WithName("getRolloutPolicy").WithSummary("How versions come to an endpoint where nobody says otherwise.")
            .Produces<RolloutPolicyInfo>(StatusCodes.Status200OK, SettingsBody.Json, SettingsBody.Yaml).Fails(StatusCodes.Status404NotFound);
        policy.MapPut("", SetPolicyAsync).Needs(Role.Deployer).Audited(AuditActs.RolloutPolicySet).WithName("setRolloutPolicy").WithSummary("Sets how versions come to an endpoint where nobody says otherwise; what is left out has its default.")
            .Accepts<JsonObject>(SettingsBody.Json, SettingsBody.Yaml).WithMetadata(s_policy)
            .Produces<RolloutPolicyInfo>(StatusCodes.Status200OK, SettingsBody.Json, SettingsBody.Yaml)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        policy.MapDelete("", RemovePolicyAsync).Needs(Role.Deployer).Audited(AuditActs.RolloutPolicySet).WithName("removeRolloutPolicy").WithSummary("Has versions come to an endpoint blue-green where nobody says otherwise.").Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<RolloutList>> ListAsync(string name, bool? open, int? max, string? pageToken, RolloutReader rollouts, IEndpointStore endpoints, CancellationToken cancellationToken)
    {
        await RequireAsync(name, endpoints, cancellationToken);
        return TypedResults.Ok(await RolloutsApi.ListAsync(name, open, max ?? DefaultMax, pageToken, rollouts, cancellationToken));
    }

    private static async Task<IResult> StartAsync(string name, HttpContext context, IRegistryStore registry, RolloutDesk desk, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var request = form is null ? await RequestJson.ReadAsync(context, SakerJson.Default.StartRolloutRequest) : RolloutRequests.Read(form);
        var rollout = await StartAsync(name, request, context, registry, desk, cancellationToken);
        return form is not null ? PageForm.BackTo(context, "/rollouts/" + Uri.EscapeDataString(rollout.Id)) : TypedResults.Created($"/api/rollouts/{Uri.EscapeDataString(rollout.Id)}", (await rollouts.GetAsync(rollout.Id, cancellationToken)).ToWholeInfo());
    }

    /// <summary>Starts what is asked for and tells the audit.</summary>
    internal static async Task<Rollout> StartAsync(string name, StartRolloutRequest request, HttpContext context, IRegistryStore registry, RolloutDesk desk, CancellationToken cancellationToken)
    {
        context.SetAuditTarget($"{name} to {string.Join(", ", RolloutRequests.ModelsOf(request.Model, request.Models))}");
        var rollout = await desk.StartAsync(await RolloutRequests.ReadAsync(name, request, registry, desk, context.Actor(), cancellationToken), cancellationToken);
        context.SetAuditDetail(RolloutWire.Note(rollout, request.Reason));
        return rollout;
    }

    private static async Task<Ok<RolloutPlanInfo>> PlanAsync(string name, HttpContext context, RolloutPlanner planner, RolloutDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadOptionalAsync(context, SakerJson.Default.RolloutPlanRequest);
        return TypedResults.Ok((await planner.PlanAsync(await RolloutPlanWire.ReadAsync(name, request, desk, cancellationToken), cancellationToken)).ToInfo());
    }

    // It runs models on many rows while somebody waits: as much of that at a time as of judgements.
    private static async Task<Ok<RolloutSimulationInfo>> SimulateAsync(string name, HttpContext context, RolloutSimulator simulator, IRegistryStore registry, RolloutDesk desk, JudgingDesk judging, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.SimulateRolloutRequest);
        var asked = await RolloutPlanWire.ReadAsync(name, request, registry, desk, cancellationToken);
        return TypedResults.Ok((await judging.JudgeAsync(token => simulator.SimulateAsync(asked, token), cancellationToken)).ToInfo());
    }

    private static async Task GetPolicyAsync(string name, HttpContext context, RolloutDesk desk, IEndpointStore endpoints, CancellationToken cancellationToken)
    {
        await RequireAsync(name, endpoints, cancellationToken);
        await SendAsync(context, name, await desk.FindPolicyAsync(name, cancellationToken));
    }

    private static async Task SetPolicyAsync(string name, HttpContext context, RolloutDesk desk, CancellationToken cancellationToken)
    {
        var settings = await SettingsBody.ReadAsync(context, RolloutSettingsText.ReadJson, RolloutSettingsText.ReadYaml);
        var policy = await desk.SetPolicyAsync(name, settings, context.Actor(), cancellationToken);
        context.SetAuditDetail(Encoding.UTF8.GetString(RolloutSettingsText.WriteJson(policy.Settings)));
        await SendAsync(context, name, policy);
    }

    private static async Task<NoContent> RemovePolicyAsync(string name, HttpContext context, RolloutDesk desk, CancellationToken cancellationToken)
    {
        context.SetAuditDetail(await desk.RemovePolicyAsync(name, context.Actor(), cancellationToken) ? "off" : "off already");
        return TypedResults.NoContent();
    }

    private static async Task RequireAsync(string name, IEndpointStore endpoints, CancellationToken cancellationToken)
    {
        if (await endpoints.FindAsync(name, cancellationToken) is null)
            throw EndpointsApi.Missing(name);
    }

    private static Task SendAsync(HttpContext context, string endpoint, SetRolloutPolicy? policy) => SettingsBody.SendAsync(
        context,
        () => JsonSerializer.SerializeToUtf8Bytes(
            new RolloutPolicyInfo
            {
                Endpoint = endpoint,
                Settings = policy is null ? null : JsonSerializer.Deserialize(RolloutSettingsText.WriteJson(policy.Settings), SakerJson.Default.JsonObject),
                Strategy = RolloutWords.Of(policy?.Settings.Strategy ?? RolloutKind.BlueGreen),
                SetBy = policy?.By,
                SetAt = policy?.At,
            },
            SakerJson.Default.RolloutPolicyInfo),
        () => policy is null ? "" : RolloutSettingsText.WriteYaml(policy.Settings));
}
