using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Alerts: what fires, and what people do about it.</summary>
internal static class AlertsApi
{
    private const int DefaultMax = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/alerts").WithTags("Alerts").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listAlerts").WithSummary("Alerts, the newest first; pending ones only when asked for.").Fails(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", GetAsync).WithName("getAlert").WithSummary("One alert with what happened to it.").Fails(StatusCodes.Status404NotFound);
        MapAct(group, "acknowledge", "Says that somebody looks at an alert that fires: it is not repeated.", AuditActs.AlertAcknowledged, (desk, id, by, note, token) => desk.AcknowledgeAsync(id, by, note, token));
        MapAct(group, "resolve", "Says that an alert is over. It fires again only after its condition was over once.", AuditActs.AlertResolved, (desk, id, by, note, token) => desk.ResolveAsync(id, by, note, token));
        group.MapPost("/{id}/silence", SilenceAsync).WithName("silenceAlert").WithSummary("Tells nobody of the alerts of this rule and endpoint for a while.")
            .Needs(Role.Deployer).Audited(AuditActs.AlertSilenced)
            .Accepts<SilenceAlertRequest>("application/json", "application/x-www-form-urlencoded").WithMetadata(new OperationExample("""{"for":"2h","reason":"moving the warehouse"}"""))
            .Produces<AlertSilenceInfo>()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        AlertSettingsApi.Map(group);
    }

    private static void MapAct(RouteGroupBuilder group, string word, string summary, string act, Func<AlertDesk, string, string, string?, CancellationToken, Task<Alert>> change) =>
        group.MapPost("/{id}/" + word, (string id, HttpContext context, AlertDesk desk, CancellationToken cancellationToken) => ActAsync(id, context, desk, change, cancellationToken))
            .WithName(word + "Alert").WithSummary(summary)
            .Needs(Role.Deployer).Audited(act)
            .Accepts<AlertNote>("application/json", "application/x-www-form-urlencoded").WithMetadata(new OperationExample("""{"note":"on it"}"""))
            .Produces<AlertInfo>()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Ok<AlertList>> ListAsync(
        string? state, bool? open, string? severity, string? endpoint, string? rule, int? max, string? pageToken, AlertDesk desk, CancellationToken cancellationToken)
    {
        var filter = AlertFilters.Read(state, open, severity, endpoint, rule);
        var page = await desk.ListAsync(filter, pageToken, max ?? DefaultMax, cancellationToken);
        return TypedResults.Ok(new AlertList([.. page.Items.Select(alert => alert.ToInfo())], page.NextPageToken));
    }

    private static async Task<Ok<AlertInfo>> GetAsync(string id, AlertDesk desk, CancellationToken cancellationToken)
    {
        var alert = await desk.FindAsync(id, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no alert '{id}'. GET /api/alerts lists them.", "id");
        return TypedResults.Ok(alert.ToInfo() with { Events = [.. (await desk.ListEventsAsync(id, cancellationToken)).Select(happened => happened.ToInfo())] });
    }

    private static async Task<IResult> ActAsync(
        string id, HttpContext context, AlertDesk desk, Func<AlertDesk, string, string, string?, CancellationToken, Task<Alert>> change, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var note = form is not null ? form["note"].ToString() : (await RequestJson.ReadOptionalAsync(context, SakerJson.Default.AlertNote)).Note;
        var alert = await change(desk, id, context.Grant().Subject, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), cancellationToken);
        context.SetAuditDetail($"{alert.Rule} of {(alert.Endpoint.Length > 0 ? alert.Endpoint : "the server")}");
        return form is null ? TypedResults.Ok(alert.ToInfo()) : PageForm.BackTo(context, "/alerts/" + Uri.EscapeDataString(id));
    }

    private static async Task<IResult> SilenceAsync(string id, HttpContext context, AlertDesk desk, AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var request = form is not null
            ? new SilenceAlertRequest { For = form["for"].ToString(), Reason = form["reason"].ToString() }
            : await RequestJson.ReadAsync(context, SakerJson.Default.SilenceAlertRequest);
        var alert = await desk.FindAsync(id, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no alert '{id}'. GET /api/alerts lists them.", "id");
        var silence = await settings.SilenceAsync(alert, request.For, request.Reason, context.Grant().Subject, cancellationToken);
        context.SetAuditDetail($"{string.Join(' ', silence.Matchers)} until {silence.EndsAt:O}: {silence.Reason}");
        return form is null ? TypedResults.Ok(silence.ToInfo(time.GetUtcNow())) : PageForm.BackTo(context, "/alerts/" + Uri.EscapeDataString(id));
    }
}
