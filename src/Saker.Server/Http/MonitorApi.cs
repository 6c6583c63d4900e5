using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Settings;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>How endpoints are watched: reading it, replacing it, changing parts of it, going back to the defaults.</summary>
internal static class MonitorApi
{
    private const string Change = """{"drift":{"window":"30m","columns":{"tenure":{"minEffect":0.1}}}}""";

    private static readonly OperationExample s_example = new(Change, Encoding.UTF8.GetString(MonitorSettingsText.WriteJson(MonitorSettingsText.ReadJson(Encoding.UTF8.GetBytes(Change)))));

    public static void Map(RouteGroupBuilder endpoints)
    {
        var monitor = endpoints.MapGroup("/{name}/monitor").WithTags("Watching").WithMetadata(s_example);
        monitor.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getMonitor").WithSummary("How an endpoint is watched, every key written out.")
            .Answers().Fails(StatusCodes.Status404NotFound);
        monitor.MapPut("", ReplaceAsync).Needs(Role.Deployer).Audited(AuditActs.MonitorChanged).WithName("setMonitor")
            .WithSummary("Replaces how an endpoint is watched; what is left out has its default.")
            .Accepts<JsonObject>(SettingsBody.Json, SettingsBody.Yaml).Answers()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        monitor.MapPatch("", ChangeAsync).Needs(Role.Deployer).Audited(AuditActs.MonitorChanged).WithName("changeMonitor")
            .WithSummary("Changes how an endpoint is watched in parts (RFC 7396); null brings a default back.")
            .Accepts<JsonObject>(SettingsBody.Json, SettingsBody.MergePatch, SettingsBody.Yaml).Answers()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        monitor.MapDelete("", ResetAsync).Needs(Role.Deployer).Audited(AuditActs.MonitorChanged).WithName("resetMonitor")
            .WithSummary("Has an endpoint watched by the defaults again.").Produces(StatusCodes.Status204NoContent).Fails(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Answers(this RouteHandlerBuilder route) => route.Produces<JsonObject>(StatusCodes.Status200OK, SettingsBody.Json, SettingsBody.Yaml);

    private static async Task GetAsync(string name, HttpContext context, IMonitorStore monitors, CancellationToken cancellationToken) =>
        await SendAsync(context, (await monitors.GetAsync(name, cancellationToken)).Settings);

    private static async Task ReplaceAsync(string name, HttpContext context, IMonitorStore monitors, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        var settings = await SettingsBody.ReadAsync(context, MonitorSettingsText.ReadJson, MonitorSettingsText.ReadYaml);
        await StoreAsync(name, context, _ => settings, monitors, logger, cancellationToken);
    }

    private static async Task ChangeAsync(string name, HttpContext context, IMonitorStore monitors, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        var patch = await SettingsBody.ReadAsync(context, MonitorSettingsPatch.ReadJson, MonitorSettingsPatch.ReadYaml);
        await StoreAsync(name, context, patch.Apply, monitors, logger, cancellationToken);
    }

    private static async Task<IResult> ResetAsync(string name, IMonitorStore monitors, CancellationToken cancellationToken)
    {
        await monitors.ResetAsync(name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task StoreAsync(
        string name, HttpContext context, Func<MonitorSettings, MonitorSettings> change, IMonitorStore monitors, ILogger logger, CancellationToken cancellationToken)
    {
        var before = MonitorSettings.Default;
        var monitor = await monitors.ChangeAsync(name, settings => change(before = settings), cancellationToken);
        var differences = MonitorSettingsText.Differences(before, monitor.Settings);
        var changes = differences.Count == 0 ? "nothing changed" : string.Join(", ", differences);
        context.SetAuditDetail(changes);
        if (differences.Count > 0)
            logger.MonitorChanged(name, changes);
        await SendAsync(context, monitor.Settings);
    }

    private static Task SendAsync(HttpContext context, MonitorSettings settings) =>
        SettingsBody.SendAsync(context, () => MonitorSettingsText.WriteJson(settings), () => MonitorSettingsText.WriteYaml(settings));
}
