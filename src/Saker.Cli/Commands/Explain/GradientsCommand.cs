using System.CommandLine;
using System.Globalization;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Platform.Serving.Explaining;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain gradients MODEL --data FILE</c>: what each column contributed to a network's answers.</summary>
internal static class GradientsCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as digits@champion or digits/3: a network that gradients go through." };
        var data = new Option<string>("--data") { Description = "The rows to explain: a column for each input of the model, or all number columns for its only one.", Required = true };
        var source = new SourceOptions();
        var target = new Option<string?>("--target") { Description = "The column with the answers, which is none of what the model takes." };
        var picked = new Option<int?>("--class") { Description = "The class that is explained, from 0. Default: that with the largest output, row by row." };
        var top = new Option<int>("--top") { Description = "The most columns shown of a row; --json has all.", DefaultValueFactory = _ => 8 };
        top.Validators.Add(CommonOptions.RequirePositive);
        var command = new Command("gradients", "What each column contributed to a network's answer against a row of zeros, by integrated gradients that are checked to be complete.") { model, data, target, picked, top };
        source.AddOptionsTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var rows = await source.Open(parsed, parsed.GetValue(data)!).ReadAllAsync(cancellationToken);
            var explained = await platform.Gradients.ExplainAsync(parsed.GetValue(model)!, rows, parsed.GetValue(picked), parsed.GetValue(target), cancellationToken);
            output.Write(new { rows = explained }, console =>
            {
                foreach (var row in explained)
                    Write(console, row, parsed.GetValue(top));
            });
            return 0;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, GradientExplanation row, int top)
    {
        console.WriteLine($"row {row.Row + 1}: class {row.Class} gives {ExplainCommand.Number(row.Output)}, at zeros {ExplainCommand.Number(row.BaselineOutput)}; complete to {row.Gap.ToString("0.0e+0", CultureInfo.InvariantCulture)} with {row.StepCount} points");
        var table = CliOutput.Table("column", "#adds");
        foreach (var factor in row.Factors.Take(top))
            table.AddRow(new Text(factor.Column), new Text(factor.Value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture)));
        console.Write(table);
    }
}
