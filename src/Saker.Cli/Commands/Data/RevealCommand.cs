using System.CommandLine;
using Saker.Data.Privacy.Transforms;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data reveal FILE --policy P -o OUT</c>: takes tokens back.</summary>
internal static class RevealCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Data that 'protect' wrote." };
        var policy = new Option<string>("--policy") { Description = "The policy that it was protected by.", Required = true };
        var target = new Option<string>("--output", "-o") { Description = "The file to write; its ending says the form, such as .csv, .jsonl or .parquet.", Required = true };
        var ring = new RingOptions();
        var command = new Command("reveal", "Write a copy of protected data in which tokens are the values again. Masks and hashes stay.") { file, policy, target };
        ring.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var path = parsed.GetValue(policy)!;
            var rules = ProtectionPolicy.Parse(await PolicyFile.ReadAsync(path, cancellationToken), path);
            var source = DataFile.Open(parsed.GetValue(file)!);
            TargetFile.RequireOther(source, parsed.GetValue(target)!);
            var rows = source.ReadAsync(cancellationToken);
            var count = await DataFile.WriteAsync(parsed.GetValue(target)!, Protector.RevealAsync(rows, rules, ring.Require(parsed), cancellationToken), cancellationToken);
            output.Write(new { rows = count, output = parsed.GetValue(target) }, console => console.WriteLine($"{Output.Show.Count(count)} rows revealed"));
            return 0;
        });
        return command;
    }
}
