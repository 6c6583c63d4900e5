using System.CommandLine;
using Saker.Data.Privacy.Transforms;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data protect FILE --policy P -o OUT</c>: masks, hashes, tokenises, generalises or drops columns.</summary>
internal static class ProtectCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The data: any file that is read, a glob or a folder." };
        var policy = new Option<string>("--policy") { Description = "A YAML file that says what is done to which column.", Required = true };
        var target = new Option<string>("--output", "-o") { Description = "The file to write; its ending says the form, such as .csv, .jsonl or .parquet.", Required = true };
        var ring = new RingOptions();
        var command = new Command("protect", "Write a copy of the data in which columns are masked, hashed, tokenised, generalised or dropped.") { file, policy, target };
        ring.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var path = parsed.GetValue(policy)!;
            var rules = ProtectionPolicy.Parse(await PolicyFile.ReadAsync(path, cancellationToken), path);
            var source = DataFile.Open(parsed.GetValue(file)!);
            TargetFile.RequireOther(source, parsed.GetValue(target)!);
            var rows = source.ReadAsync(cancellationToken);
            var count = await DataFile.WriteAsync(parsed.GetValue(target)!, Protector.ProtectAsync(rows, rules, rules.NeedsKeys ? ring.Require(parsed) : null, cancellationToken), cancellationToken);
            output.Write(new { rows = count, output = parsed.GetValue(target) }, console => console.WriteLine($"{Output.Show.Count(count)} rows protected"));
            return 0;
        });
        return command;
    }
}
