using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Privacy.Keys;
using Saker.Data.Privacy.Transforms;
using Spectre.Console;
using Table = Saker.Data.Table;

namespace Saker.Cli.Commands.Data;

/// <summary>
/// <c>saker data protect SOURCE --policy P -o OUT</c>: masks, hashes, tokenises, generalises or drops columns; <c>saker data reveal</c> takes tokens back.
/// </summary>
internal static class ProtectionCommands
{
    private delegate IAsyncEnumerable<Table> Change(IAsyncEnumerable<Table> rows, ProtectionPolicy policy, Func<KeyRing> keys, CancellationToken cancellationToken);

    public static Command CreateProtect() => Create(
        "protect", "Write a copy of the data in which columns are masked, hashed, tokenised, generalised or dropped.", "protected",
        "A YAML file that says what is done to which column.",
        (rows, policy, keys, cancellationToken) => Protector.ProtectAsync(rows, policy, policy.NeedsKeys ? keys() : null, cancellationToken));

    public static Command CreateReveal() => Create(
        "reveal", "Write a copy of data that 'protect' wrote in which tokens are the values again. Masks and hashes stay.", "revealed",
        "The policy that it was protected by.",
        (rows, policy, keys, cancellationToken) => Protector.RevealAsync(rows, policy, keys(), cancellationToken));

    private static Command Create(string name, string description, string done, string policyDescription, Change change)
    {
        var data = new SourceOptions("file");
        var policy = new Option<string>("--policy") { Description = policyDescription, Required = true };
        var target = new Option<string>("--output", "-o") { Description = "The file to write; its ending says the form, such as .csv, .jsonl or .parquet.", Required = true };
        var ring = new RingOptions();
        var command = new Command(name, description) { policy, target };
        data.AddTo(command);
        ring.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var path = parsed.GetValue(policy)!;
            var rules = ProtectionPolicy.Parse(await PolicyFile.ReadAsync(path, cancellationToken), path);
            var source = data.Open(parsed);
            TargetFile.RequireOther(source, parsed.GetValue(target)!);
            var rows = change(source.ReadAsync(cancellationToken), rules, () => ring.Require(parsed), cancellationToken);
            var count = await DataFile.WriteAsync(parsed.GetValue(target)!, rows, cancellationToken);
            output.Write(new { rows = count, output = parsed.GetValue(target) }, console => console.WriteLine($"{Output.Show.Count(count)} rows {done}"));
            return 0;
        });
        return command;
    }
}
