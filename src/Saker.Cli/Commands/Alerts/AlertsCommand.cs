using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands.Alerts;

/// <summary><c>saker alerts</c>: what fires, what people do about it, and who is told.</summary>
internal static class AlertsCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Also what is over." };
        var (endpoint, severity, max) = (new Option<string?>("--endpoint") { Description = "Only of this endpoint." }, new Option<string?>("--severity") { Description = "Only of this severity: info, warning or critical." }, CommonOptions.Max());
        var command = new Command("alerts", "List what fires, and do something about it.")
        {
            CreateShow(),
            CreateAct("ack", "Say that you look at an alert: it is not repeated to anybody.", AuditActs.AlertAcknowledged, (desk, id, note, token) => desk.AcknowledgeAsync(id, null, note, token)),
            CreateAct("resolve", "Say that an alert is over; it fires again only after its condition was over once.", AuditActs.AlertResolved, (desk, id, note, token) => desk.ResolveAsync(id, null, note, token)),
            AlertSilenceCommands.CreateSilence(),
            AlertSilenceCommands.CreateUnsilence(),
            AlertSilenceCommands.CreateList(),
            AlertSettingsCommands.CreateApply(),
            AlertSettingsCommands.CreateRules(),
            AlertSettingsCommands.CreateReceivers(),
            AlertSettingsCommands.CreateRemove(),
            AlertSettingsCommands.CreateTest(),
            DeadLetterCommands.CreateList(),
            DeadLetterCommands.CreateResend(),
        };
        command.Options.Add(all);
        command.Options.Add(endpoint);
        command.Options.Add(severity);
        command.Options.Add(max);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var filter = AlertFilters.Read(null, parsed.GetValue(all) ? null : true, parsed.GetValue(severity), parsed.GetValue(endpoint), null);
            var page = await platform.Alerts.ListAsync(filter, null, parsed.GetValue(max), cancellationToken);
            output.Write(page.Items, console => AlertOutput.Write(console, page.Items));
            return 0;
        });
        return command;
    }

    private static Command CreateShow()
    {
        var id = Id();
        var command = new Command("show", "Show an alert with what happened to it.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var alert = await platform.Alerts.FindAsync(parsed.GetValue(id)!, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no alert '{parsed.GetValue(id)}'. `saker alerts --all` lists them.", "alert");
            var events = await platform.Alerts.ListEventsAsync(alert.Id, cancellationToken);
            output.Write(new { alert, events }, console => AlertOutput.Write(console, alert, events));
            return 0;
        });
        return command;
    }

    private static Command CreateAct(string word, string description, string act, Func<AlertDesk, string, string?, CancellationToken, Task<Alert>> change)
    {
        var (id, note) = (Id(), new Option<string?>("--note") { Description = "What there is to say of it; kept with the alert." });
        var command = new Command(word, description) { id, note };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var alert = await change(platform.Alerts, parsed.GetValue(id)!, parsed.GetValue(note), cancellationToken);
            await LocalAct.NoteAsync(platform, act, alert.Id, $"{alert.Rule} of {AlertOutput.Subject(alert)}");
            output.Write(alert, console => console.WriteLine($"{alert.Rule} of {AlertOutput.Subject(alert)}: {alert.State.ToString().ToLowerInvariant()}"));
            return 0;
        });
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The alert, as 'saker alerts' lists it." };
}
