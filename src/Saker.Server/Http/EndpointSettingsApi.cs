using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Saker.Client;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>How endpoints serve: reading it, replacing it and changing parts of it, as JSON or as YAML.</summary>
internal static class EndpointSettingsApi
{
    private const string Change = """{"guard":{"outOfRange":"clip"},"cache":{"enabled":true,"timeToLive":"10m"}}""";

    private static readonly OperationExample s_example = new(Change, Encoding.UTF8.GetString(EndpointSettingsText.WriteJson(EndpointSettingsText.ReadJson(Encoding.UTF8.GetBytes(Change)))));

    public static void Map(RouteGroupBuilder endpoints)
    {
        var settings = endpoints.MapGroup("/{name}/settings").WithMetadata(s_example);
        settings.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getEndpointSettings").WithSummary("How an endpoint serves, every key written out.")
            .Answers().Fails(StatusCodes.Status404NotFound);
        settings.MapPut("", ReplaceAsync).Needs(Role.Deployer).Audited(AuditActs.SettingsChanged).WithName("setEndpointSettings")
            .WithSummary("Replaces how an endpoint serves; what is left out has its default. Under rollout it may say how versions come to the endpoint, which stays as it is where that is left out.")
            .Accepts<EndpointSettingsInfo>(SettingsBody.Json, SettingsBody.Yaml).Answers()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        settings.MapPatch("", ChangeAsync).Needs(Role.Deployer).Audited(AuditActs.SettingsChanged).WithName("changeEndpointSettings")
            .WithSummary("Changes some settings of an endpoint (RFC 7396); null brings a default back.")
            .Accepts<EndpointSettingsInfo>(SettingsBody.Json, SettingsBody.MergePatch, SettingsBody.Yaml).Answers()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
    }

    private static RouteHandlerBuilder Answers(this RouteHandlerBuilder route) => route.Produces<EndpointSettingsInfo>(StatusCodes.Status200OK, SettingsBody.Json, SettingsBody.Yaml);

    private static async Task GetAsync(string name, HttpContext context, IEndpointStore endpoints, CancellationToken cancellationToken)
    {
        var endpoint = await endpoints.FindAsync(name, cancellationToken) ?? throw EndpointsApi.Missing(name);
        await SendAsync(context, endpoint.Settings);
    }

    private static async Task ReplaceAsync(string name, HttpContext context, IEndpointStore endpoints, ModelHost host, RolloutDesk desk, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        var file = await SettingsBody.ReadAsync(context, EndpointFile.ReadJson, EndpointFile.ReadYaml);
        await RequireAsync(name, _ => file.Settings, endpoints, host, cancellationToken);
        var before = EndpointSettings.Default;
        EndpointSettings Change(EndpointSettings settings)
        {
            before = settings;
            return file.Settings;
        }
        // What is refused of either leaves both as they are.
        var endpoint = file.Rollout is { } rollout
            ? await desk.ConfigureAsync(name, Change, rollout, context.Actor(), cancellationToken)
            : await endpoints.ChangeSettingsAsync(name, Change, cancellationToken);
        if (file.Rollout is { } policy)
            context.SetOtherAct(AuditActs.RolloutPolicySet, Encoding.UTF8.GetString(RolloutSettingsText.WriteJson(policy)));
        await AnswerAsync(context, before, endpoint, host, logger, cancellationToken);
    }

    private static async Task ChangeAsync(string name, HttpContext context, IEndpointStore endpoints, ModelHost host, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        var patch = await SettingsBody.ReadAsync(context, EndpointSettingsPatch.ReadJson, EndpointSettingsPatch.ReadYaml);
        await RequireAsync(name, patch.Apply, endpoints, host, cancellationToken);
        var before = EndpointSettings.Default;
        var endpoint = await endpoints.ChangeSettingsAsync(name, settings => patch.Apply(before = settings), cancellationToken);
        await AnswerAsync(context, before, endpoint, host, logger, cancellationToken);
    }

    private static async Task RequireAsync(string name, Func<EndpointSettings, EndpointSettings> change, IEndpointStore endpoints, ModelHost host, CancellationToken cancellationToken)
    {
        var found = await endpoints.FindAsync(name, cancellationToken) ?? throw EndpointsApi.Missing(name);
        if (host.Find(name) is not null)
            host.RequireSettings(name, change(found.Settings));
    }

    /// <summary>Says what has changed to who looks after the server, and what there is now to who asked.</summary>
    private static async Task AnswerAsync(HttpContext context, EndpointSettings before, Saker.Platform.Serving.Endpoint endpoint, ModelHost host, ILogger logger, CancellationToken cancellationToken)
    {
        var differences = SettingDifference.Between(before, endpoint.Settings);
        var changes = differences.Count == 0 ? "nothing changed" : string.Join(", ", differences);
        context.SetAuditDetail(changes);
        if (differences.Count > 0)
            logger.SettingsChanged(endpoint.Name, changes);
        await host.RefreshAsync(endpoint.Name, cancellationToken);
        await SendAsync(context, endpoint.Settings);
    }

    private static Task SendAsync(HttpContext context, EndpointSettings settings) =>
        SettingsBody.SendAsync(context, () => EndpointSettingsText.WriteJson(settings), () => EndpointSettingsText.WriteYaml(settings));
}
