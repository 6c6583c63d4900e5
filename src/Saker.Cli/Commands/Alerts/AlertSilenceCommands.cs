using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands.Alerts;

/// <summary>What <c>saker alerts</c> does about silences.</summary>
internal static class AlertSilenceCommands
{
    public static Command CreateSilence()
    {
        var matchers = new Argument<string[]>("matchers") { Description = "What is to be silent: endpoint=churn* severity!=critical alertname=~err.*", Arity = ArgumentArity.OneOrMore };
        var length = new Option<string>("--for") { Description = "For how long, such as 2h.", DefaultValueFactory = _ => "1h" };
        var from = new Option<string?>("--from") { Description = "When it begins, such as 2026-01-02T15:04:05Z. Default: now." };
        var reason = new Option<string>("--reason") { Description = "Why. It is kept with the silence.", Required = true };
        var command = new Command("silence", "Tell nobody of some alerts for a while.") { matchers, length, from, reason };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var values = new Dictionary<string, object?>
            {
                ["matchers"] = parsed.GetValue(matchers)!.Cast<object?>().ToList(),
                ["for"] = parsed.GetValue(length),
                ["reason"] = parsed.GetValue(reason),
            };
            if (parsed.GetValue(from) is { } begin)
                values["from"] = begin;
            var silence = await platform.AlertSettings.AddSilenceAsync(values, null, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.AlertSilenced, silence.Id, $"{string.Join(' ', silence.Matchers)}: {silence.Reason}");
            output.Write(new { silence.Id, silence.StartsAt, silence.EndsAt }, console => console.WriteLine($"{string.Join(' ', silence.Matchers)} is silent until {Show.Time(silence.EndsAt!.Value)}; 'saker alerts unsilence {silence.Id}' ends that"));
            return 0;
        });
        return command;
    }

    public static Command CreateUnsilence()
    {
        var id = new Argument<string>("id") { Description = "The silence, as 'saker alerts silences' lists it." };
        var command = new Command("unsilence", "End a silence.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(id)!;
            if (!await platform.AlertSettings.RemoveSilenceAsync(name, cancellationToken))
                throw new SakerException(ErrorKind.NotFound, $"There is no silence '{name}'. `saker alerts silences` lists them.", "id");
            await LocalAct.NoteAsync(platform, AuditActs.AlertSettingsChanged, $"silence {name}", "ended");
            output.Write(new { ended = name }, console => console.WriteLine($"The silence {name} is over"));
            return 0;
        });
        return command;
    }

    public static Command CreateList()
    {
        var command = new Command("silences", "List silences that are not over.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var silences = await platform.AlertSettings.ListSilencesAsync(cancellationToken);
            output.Write(silences.Select(silence => silence.Body), console =>
            {
                if (silences.Count == 0)
                {
                    console.WriteLine("Nothing is silent.");
                    return;
                }
                var table = CliOutput.Table("silence", "matchers", "from", "until", "by", "reason");
                foreach (var silence in silences)
                    table.AddRow(
                        new Text(silence.Id), new Text(string.Join(' ', silence.Matchers)), new Text(Show.Time(silence.StartsAt)), new Text(silence.EndsAt is { } end ? Show.Time(end) : "every week"), new Text(silence.CreatedBy), new Text(silence.Reason));
                console.Write(table);
            });
            return 0;
        });
        return command;
    }
}
