using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker audit</c>: lists administrative acts.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var max = CommonOptions.Max();
        var before = new Option<string?>("--before") { Description = "Only acts older than the one of this id." };
        var command = new Command("audit", "List administrative acts, the newest first: who did what, and what was refused.") { max, before };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var entries = await platform.Audit.ListAsync(parsed.GetValue(before), parsed.GetValue(max), cancellationToken);
            output.Write(entries, console => ShowEntries(console, entries));
            return 0;
        });
        return command;
    }

    private static void ShowEntries(IAnsiConsole console, IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0)
        {
            console.WriteLine("Nothing administrative was done yet.");
            return;
        }
        var table = CliOutput.Table("when", "who", "what", "target", "outcome", "detail");
        foreach (var entry in entries)
        {
            table.AddRow(new Text(Show.Time(entry.At)), new Text(entry.Actor), new Text(entry.Act), new Text(entry.Target),
                new Text(entry.Outcome.ToString().ToLowerInvariant()), new Text(entry.Detail ?? ""));
        }
        console.Write(table);
    }
}
