using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands.Alerts;

/// <summary>What <c>saker alerts</c> does about notifications that were given up.</summary>
internal static class DeadLetterCommands
{
    public static Command CreateList()
    {
        var receiver = new Option<string?>("--receiver") { Description = "Only of this receiver." };
        var max = CommonOptions.Max();
        var command = new Command("dead-letters", "List notifications that were given up, the newest first.") { receiver, max };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var letters = await platform.Alerts.ListDeadLettersAsync(parsed.GetValue(receiver), parsed.GetValue(max), cancellationToken);
            output.Write(letters, console =>
            {
                if (letters.Count == 0)
                {
                    console.WriteLine("There are none.");
                    return;
                }
                var table = CliOutput.Table("id", "receiver", "what", "since", "given up", "attempts", "why");
                foreach (var letter in letters)
                    table.AddRow(
                        new Text(letter.Id), new Text(letter.Receiver), new Text(letter.Headline), new Text(Show.Time(letter.CreatedAt)), new Text(Show.Time(letter.DeadAt)),
                        new Text(letter.AttemptCount.ToString(CultureInfo.InvariantCulture)), new Text(letter.Error ?? ""));
                console.Write(table);
            });
            return 0;
        });
        return command;
    }

    public static Command CreateResend()
    {
        var id = new Argument<string?>("id") { Description = "The dead letter.", Arity = ArgumentArity.ZeroOrOne };
        var receiver = new Option<string?>("--receiver") { Description = "All of this receiver." };
        var command = new Command("resend", "Let dead letters be tried again; a server delivers them.") { id, receiver };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var (one, all) = (parsed.GetValue(id), parsed.GetValue(receiver));
            if (one is null == all is null)
                throw new SakerException(ErrorKind.InvalidInput, "Give the id of a dead letter, or --receiver for all of its.", "id");
            var count = await platform.Alerts.ResendAsync(one, all, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.AlertResent, one ?? $"receiver {all}");
            output.Write(new { count }, console => console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "waits" : "wait")} again")));
            return 0;
        });
        return command;
    }
}
