using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker audit</c>: lists administrative acts, and verifies that they are as they were noted.</summary>
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
        command.Subcommands.Add(Verify());
        return command;
    }

    private static Command Verify()
    {
        var anchor = new Option<string?>("--anchor") { Description = "What an earlier verification gave, kept elsewhere: proves that nothing up to it was written anew." };
        var command = new Command("verify", "Compare every administrative act with the chain of hashes; exit code 1 when one is not as it was noted.") { anchor };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var found = await platform.Audit.VerifyAsync(parsed.GetValue(anchor), cancellationToken);
            output.Write(found, console =>
            {
                foreach (var fault in found.Faults)
                    console.WriteLine(fault);
                console.WriteLine(found.IsWhole
                    ? $"{found.EntryCount} acts{(found.OlderCount > 0 ? $", and {found.OlderCount} older ones" : "")}, each as it was noted. Anchor: {found.Anchor}"
                    : "The audit was changed; restore it from a backup, and find out who could.");
            });
            return found.IsWhole ? 0 : 1;
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
