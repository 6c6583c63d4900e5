using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Dashboard.Settings;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What is said about alerts: policy, rules, receivers, silences; and what could not be delivered.</summary>
internal static class AlertSettingsApi
{
    private const int MaxDeadLetters = 1_000;
    private const string RuleExample = """{"kind":"latency","quantile":"p99","above":"250ms","for":"5m","endpoints":["churn"],"severity":"critical"}""";
    private const string FileExample = """{"rules":[{"name":"slow","kind":"latency","above":"250ms","for":"5m"}],"policy":{"repeat":"4h"}}""";
    private const string ReceiverExample = """{"kind":"webhook","url":"https://hooks.example.org/saker","secret":"env:SAKER_ALERT_HOOK_SECRET","min_severity":"warning"}""";
    private const string SilenceExample = """{"matchers":["endpoint=churn*","severity!=critical"],"for":"2h","reason":"moving the warehouse"}""";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/settings", GetAsync).Needs(Role.Deployer).WithName("getAlertSettings").WithSummary("Policy, rules, receivers without secrets, silences, and the signals that rules can judge.");
        MapWrite(group.MapPut("/settings", (bool? prune, HttpContext context, AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken) => ApplyAsync(null, null, prune ?? false, context, settings, time, cancellationToken)))
            .WithName("applyAlertSettings").WithSummary("Writes what a file of alerts holds: all of it or nothing.")
            .WithMetadata(new OperationExample(FileExample));
        MapWrite(group.MapPut("/rules/{name}", (string name, HttpContext context, AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken) => ApplyAsync("rules", name, false, context, settings, time, cancellationToken)))
            .WithName("putAlertRule").WithSummary("Writes a rule.").WithMetadata(new OperationExample(RuleExample));
        MapWrite(group.MapPut("/receivers/{name}", (string name, HttpContext context, AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken) => ApplyAsync("receivers", name, false, context, settings, time, cancellationToken)))
            .WithName("putAlertReceiver").WithSummary("Writes a receiver. Its secrets are sealed and never shown; *** keeps the one that is stored.").WithMetadata(new OperationExample(ReceiverExample));
        MapRemove(group, "rules", "removeAlertRule", "Removes a rule; one of the same name that comes with Saker holds again.", "rule", (settings, name, token) => settings.RemoveRuleAsync(name, token));
        MapRemove(group, "receivers", "removeAlertReceiver", "Removes a receiver; what waits for it becomes a dead letter.", "receiver", (settings, name, token) => settings.RemoveReceiverAsync(name, token));
        MapRemove(group, "silences", "endSilence", "Ends a silence.", "silence", (settings, name, token) => settings.RemoveSilenceAsync(name, token), Role.Deployer);
        // What programs do by DELETE and PUT, for buttons.
        group.MapPost("/silences/{id}/end", EndSilenceAsync).Needs(Role.Deployer).Audited(AuditActs.AlertSettingsChanged).ExcludeFromDescription();
        group.MapPost("/rules/{name}/turn", TurnRuleAsync).Needs(Role.Admin).Audited(AuditActs.AlertSettingsChanged).ExcludeFromDescription();
        group.MapPost("/silences", AddSilenceAsync).Needs(Role.Deployer).Audited(AuditActs.AlertSilenced).WithName("addSilence").WithSummary("Tells nobody of some alerts for a while.")
            .Accepts<JsonObject>("application/json", "application/x-www-form-urlencoded").WithMetadata(new OperationExample(SilenceExample))
            .Produces<AlertSilenceInfo>(StatusCodes.Status201Created)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);
        group.MapPost("/receivers/{name}/test", TestAsync).Needs(Role.Admin).Audited(AuditActs.AlertTested).WithName("testAlertReceiver").WithSummary("Sends a test to a receiver, now.")
            .Fails(StatusCodes.Status404NotFound);
        group.MapGet("/dead-letters", ListDeadAsync).Needs(Role.Deployer).WithName("listDeadLetters").WithSummary("Notifications that were given up, the newest first.").Fails(StatusCodes.Status400BadRequest);
        group.MapPost("/dead-letters/resend", ResendAsync).Needs(Role.Admin).Audited(AuditActs.AlertResent).WithName("resendDeadLetters").WithSummary("Lets a dead letter, or all of a receiver, be tried again.")
            .Produces<ResendAnswer>()
            .Accepts<ResendRequest>("application/json", "application/x-www-form-urlencoded").WithMetadata(new OperationExample("""{"receiver":"ops"}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
    }

    private static RouteHandlerBuilder MapWrite(RouteHandlerBuilder route) => route.Needs(Role.Admin).Audited(AuditActs.AlertSettingsChanged)
        .Accepts<JsonObject>("application/json").Produces<AlertSettingsInfo>()
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests);

    private static void MapRemove(RouteGroupBuilder group, string path, string name, string summary, string kind, Func<AlertSettingsStore, string, CancellationToken, Task<bool>> remove, Role role = Role.Admin) =>
        group.MapDelete($"/{path}/{{name}}", async (string name, HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken) =>
        {
            context.SetAuditTarget($"{kind} {name}");
            return await remove(settings, name, cancellationToken)
                ? TypedResults.NoContent()
                : throw new SakerException(ErrorKind.NotFound, $"There is no {kind} '{name}' that could be removed. GET /api/alerts/settings lists them.", "name");
        })
            .Needs(role).Audited(AuditActs.AlertSettingsChanged).WithName(name).WithSummary(summary).Fails(StatusCodes.Status404NotFound);

    private static async Task<Ok<AlertSettingsInfo>> GetAsync(AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(await AlertWire.ReadAsync(settings, time.GetUtcNow(), cancellationToken));

    /// <param name="part">The list that the body is one of; null when it is a whole file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="prune">Whether to remove what is not there.</param>
    /// <param name="context">The request.</param>
    /// <param name="settings">Where to write.</param>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private static async Task<Ok<AlertSettingsInfo>> ApplyAsync(string? part, string? name, bool prune, HttpContext context, AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await RequestJson.ReadAsync(context, SakerJson.Default.JsonObject);
        if (part is not null)
            body = new JsonObject { [part] = new JsonArray(Named(body, name!)) };
        var file = settings.Parse(body.ToJsonString());
        context.SetAuditTarget(string.Join(", ", file.Rules.Select(rule => $"rule {rule.Name}").Concat(file.Receivers.Select(receiver => $"receiver {receiver.Name}")).Concat(file.Silences.Select(silence => $"silence {silence.Id}"))
            .Concat(file.Policy is null ? [] : ["policy"])));
        await settings.ApplyAsync(file, context.Grant().Subject, prune, cancellationToken);
        return TypedResults.Ok(await AlertWire.ReadAsync(settings, time.GetUtcNow(), cancellationToken));
    }

    /// <summary>The name of the address counts, whatever the body says.</summary>
    private static JsonObject Named(JsonObject body, string name)
    {
        try
        {
            body["name"] = name;
            return body;
        }
        catch (ArgumentException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"A member of the body occurs twice: {exception.Message}", "body", exception);
        }
    }

    private static async Task<IResult> AddSilenceAsync(HttpContext context, AlertSettingsStore settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var silence = await AddAsync(form, context, settings, cancellationToken);
        context.SetAuditTarget(silence.Id);
        context.SetAuditDetail($"{string.Join(' ', silence.Matchers)}: {silence.Reason}");
        return form is null ? TypedResults.Created($"/api/alerts/silences/{silence.Id}", silence.ToInfo(time.GetUtcNow())) : PageForm.BackTo(context, "/alerts/silences");
    }

    private static async Task<Silence> AddAsync(IFormCollection? form, HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        if (form is null)
        {
            using var body = await RequestBody.ReadRecordAsync(context);
            return await settings.AddSilenceAsync(Encoding.UTF8.GetString(body.Bytes), context.Grant().Subject, cancellationToken);
        }
        var values = new Dictionary<string, object?>
        {
            ["matchers"] = (form.Text("matchers") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList<object?>(),
            ["for"] = form.Text("for"),
            ["reason"] = form.Text("reason"),
        };
        return await settings.AddSilenceAsync(values, context.Grant().Subject, cancellationToken);
    }

    private static async Task<IResult> EndSilenceAsync(string id, HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        _ = await PageForm.FindAsync(context, cancellationToken);
        context.SetAuditTarget($"silence {id}");
        return await settings.RemoveSilenceAsync(id, cancellationToken)
            ? PageForm.BackTo(context, "/alerts/silences")
            : throw new SakerException(ErrorKind.NotFound, $"There is no silence '{id}' any more.", "id");
    }

    private static async Task<IResult> TurnRuleAsync(string name, HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        var to = (await PageForm.FindAsync(context, cancellationToken))?.Text("to");
        if (to is not ("on" or "off"))
            throw new SakerException(ErrorKind.InvalidInput, "Say whether to turn the rule 'on' or 'off'.", "to");
        var rule = (await settings.ListRulesAsync(cancellationToken)).FirstOrDefault(rule => rule.Name == name)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no rule '{name}'. GET /api/alerts/settings lists them.", "name");
        context.SetAuditTarget($"rule {name}");
        context.SetAuditDetail($"turned {to}");
        var body = Named(AlertWire.Write(rule.Body), name);
        body["enabled"] = to == "on";
        await settings.ApplyAsync(settings.Parse(new JsonObject { ["rules"] = new JsonArray(body) }.ToJsonString()), context.Grant().Subject, prune: false, cancellationToken);
        return PageForm.BackTo(context, "/alerts/rules");
    }

    private static async Task<Ok<AlertTestInfo>> TestAsync(string name, HttpContext context, AlertDesk desk, CancellationToken cancellationToken)
    {
        context.SetAuditTarget(ReceiverTest.TargetOf(name));
        var error = await desk.TestAsync(name, cancellationToken);
        context.SetAuditDetail(error ?? ReceiverTest.Delivered);
        return TypedResults.Ok(new AlertTestInfo(error is null, error));
    }

    private static async Task<Ok<DeadLetterList>> ListDeadAsync(string? receiver, int? max, AlertDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(new DeadLetterList([.. (await desk.ListDeadLettersAsync(receiver, max ?? MaxDeadLetters, cancellationToken)).Select(letter => letter.ToInfo())]));

    private static async Task<IResult> ResendAsync(HttpContext context, AlertDesk desk, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var request = form is not null ? new ResendRequest { Id = form.Text("id"), Receiver = form.Text("receiver") } : await RequestJson.ReadAsync(context, SakerJson.Default.ResendRequest);
        if (request.Id is null == request.Receiver is null)
            throw new SakerException(ErrorKind.InvalidInput, "Give the id of a dead letter, or a receiver for all of its.", "id");
        context.SetAuditTarget(request.Id ?? $"receiver {request.Receiver}");
        var count = await desk.ResendAsync(request.Id, request.Receiver, cancellationToken);
        return form is null ? TypedResults.Ok(new ResendAnswer(count)) : PageForm.BackTo(context, "/alerts/deliveries");
    }
}
