using System.CommandLine;
using Saker.Data.Privacy.Anonymity;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data anonymise FILE --policy P -o OUT</c>: makes rows k-anonymous, l-diverse and t-close.</summary>
internal static class AnonymiseCommand
{
    public static Command Create()
    {
        var data = new SourceOptions("file");
        var policy = new Option<string>("--policy") { Description = "A YAML file with quasi-identifiers, how each may become coarser, sensitive columns, k, l and t.", Required = true };
        var target = new Option<string>("--output", "-o") { Description = "The file to write; its ending says the form, such as .csv, .jsonl or .parquet.", Required = true };
        var command = new Command("anonymise", "Write a copy of the data that is k-anonymous, with the least loss of information. It is measured before it gets its name.") { policy, target };
        command.Aliases.Add("anonymize");
        data.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var path = parsed.GetValue(policy)!;
            var rules = AnonymityPolicy.Parse(await PolicyFile.ReadAsync(path, cancellationToken), path);
            var source = data.Open(parsed);
            TargetFile.RequireOther(source, parsed.GetValue(target)!);
            var plan = await Anonymiser.PlanAsync(source.ReadAsync(cancellationToken), rules, cancellationToken);
            var count = await DataFile.WriteAsync(parsed.GetValue(target)!, plan.ApplyAsync(source.ReadAsync(cancellationToken), cancellationToken), cancellationToken);
            output.Write(new { rows = count, suppressed = plan.SuppressedCount, loss = plan.Loss, isOptimal = plan.IsOptimal, levels = plan.Levels, before = plan.Before, after = plan.After }, console =>
            {
                foreach (var (column, level) in plan.Levels)
                    console.WriteLine($"{column}: level {level}");
                console.WriteLine(FormattableString.Invariant($"{count} rows written, {plan.SuppressedCount} left out; loss of information {plan.Loss:0.###}{(plan.IsOptimal ? ", the least there is" : "")}; k was {plan.Before.K}"));
                AnonymityCommand.Show(console, plan.After!);
            });
            return 0;
        });
        return command;
    }
}
