using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands.Alerts;

/// <summary>What <c>saker alerts</c> does about rules and receivers.</summary>
internal static class AlertSettingsCommands
{
    public static Command CreateApply()
    {
        var file = new Argument<string>("file") { Description = "A file of alerts, YAML or JSON: policy, rules, receivers, silences." };
        var prune = new Option<bool>("--prune") { Description = "Remove rules and receivers that are not in the file." };
        var check = new Option<bool>("--check") { Description = "Only say what is wrong with the file." };
        var command = new Command("apply", "Write rules, receivers and silences of a file: all of it or nothing.") { file, prune, check };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var read = platform.AlertSettings.Parse(await ReadAsync(path, cancellationToken));
            var counts = new { rules = read.Rules.Count, receivers = read.Receivers.Count, silences = read.Silences.Count, applied = !parsed.GetValue(check) };
            if (counts.applied)
            {
                await platform.AlertSettings.ApplyAsync(read, null, parsed.GetValue(prune), cancellationToken);
                await LocalAct.NoteAsync(platform, AuditActs.AlertSettingsChanged, Path.GetFileName(path), Words(counts.rules, counts.receivers, counts.silences));
            }
            else
            {
                await platform.AlertSettings.CheckAsync(read, parsed.GetValue(prune), cancellationToken);
            }
            output.Write(counts, console => console.WriteLine($"{Words(counts.rules, counts.receivers, counts.silences)} {(counts.applied ? "written" : "are as they should be")}"));
            return 0;
        });
        return command;
    }

    public static Command CreateRules()
    {
        var command = new Command("rules", "List the rules, those that come with Saker among them.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var rules = await platform.AlertSettings.ListRulesAsync(cancellationToken);
            output.Write(rules.Select(rule => rule.Body), console =>
            {
                var table = CliOutput.Table("rule", "signal", "when", "for", "severity", "endpoints", "from");
                foreach (var rule in rules)
                    table.AddRow(
                        new Text(rule.Name), new Text(rule.Signal), new Text(rule.IsEnabled ? When(rule) : "never: turned off"), new Text(DurationText.Write(rule.For)), new Text(rule.Severity.ToString().ToLowerInvariant()),
                        new Text(string.Join(' ', rule.Endpoints)), new Text(rule.IsBuiltIn ? "Saker" : rule.ChangedBy ?? ""));
                console.Write(table);
            });
            return 0;
        });
        return command;
    }

    public static Command CreateReceivers()
    {
        var command = new Command("receivers", "List who is told, and how deliveries go.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var receivers = await platform.AlertSettings.ListReceiversAsync(cancellationToken);
            output.Write(receivers.Select(receiver => new { settings = receiver.Body, receiver.Health }), console =>
            {
                if (receivers.Count == 0)
                {
                    console.WriteLine("Nobody is told. A file of alerts with 'receivers:' changes that: saker alerts apply FILE");
                    return;
                }
                var table = CliOutput.Table("receiver", "kind", "to", "last delivery", "waiting", "dead letters", "fault");
                foreach (var receiver in receivers)
                    table.AddRow(
                        new Text(receiver.Name), new Text(receiver.Kind.ToString().ToLowerInvariant()), new Text(receiver.Target), new Text(receiver.Health.DeliveredAt is { } at ? Show.Time(at) : "never"),
                        new Text(receiver.Health.WaitingCount.ToString(CultureInfo.InvariantCulture)), new Text(receiver.Health.DeadCount.ToString(CultureInfo.InvariantCulture)), new Text(receiver.Health.LastError ?? ""));
                console.Write(table);
            });
            return 0;
        });
        return command;
    }

    public static Command CreateRemove()
    {
        var kind = new Argument<string>("kind") { Description = "rule or receiver." };
        kind.AcceptOnlyFromAmong("rule", "receiver");
        var name = new Argument<string>("name") { Description = "Its name." };
        var command = new Command("remove", "Remove a rule or a receiver.") { kind, name };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var (what, which) = (parsed.GetValue(kind)!, parsed.GetValue(name)!);
            if (!await (what == "rule" ? platform.AlertSettings.RemoveRuleAsync(which, cancellationToken) : platform.AlertSettings.RemoveReceiverAsync(which, cancellationToken)))
                throw new SakerException(ErrorKind.NotFound, $"There is no {what} '{which}' that could be removed. `saker alerts {what}s` lists them.", "name");
            await LocalAct.NoteAsync(platform, AuditActs.AlertSettingsChanged, $"{what} {which}", "removed");
            output.Write(new { removed = which }, console => console.WriteLine($"The {what} {which} is removed"));
            return 0;
        });
        return command;
    }

    public static Command CreateTest()
    {
        var name = new Argument<string>("receiver") { Description = "Its name." };
        var command = new Command("test", "Send a test to a receiver; exit code 2 when it does not take it.") { name };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var receiver = parsed.GetValue(name)!;
            var error = await platform.Alerts.TestAsync(receiver, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.AlertTested, $"receiver {receiver}", error ?? "delivered");
            output.Write(new { delivered = error is null, error }, console => console.WriteLine(error is null ? $"{receiver} took the test" : $"{receiver} did not take the test: {error}"));
            return error is null ? 0 : 2;
        });
        return command;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.NotFound, $"'{path}' cannot be read: {e.Message}", "file", e);
        }
    }

    private static string When(AlertRule rule)
    {
        if (rule.Anomaly is { } anomaly)
            return string.Create(CultureInfo.InvariantCulture, $"unusual, {anomaly.FalseAlarms} false alarms in {DurationText.Write(anomaly.Per)}");
        var bounds = new[] { rule.Above is { } above ? string.Create(CultureInfo.InvariantCulture, $"above {above}") : null, rule.Below is { } below ? string.Create(CultureInfo.InvariantCulture, $"below {below}") : null };
        var text = string.Join(" or ", bounds.OfType<string>());
        return text.Length > 0 ? text : "bad by its own verdict";
    }

    private static string Words(int rules, int receivers, int silences) => string.Create(CultureInfo.InvariantCulture, $"{rules} rules, {receivers} receivers and {silences} silences");
}
