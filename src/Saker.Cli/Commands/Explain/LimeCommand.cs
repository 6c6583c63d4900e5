using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Lime;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain lime MODEL --row ...</c>: a linear function that speaks for the model around one row.</summary>
internal static class LimeCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as churn@champion." };
        var rows = new ExplainedRows();
        var samples = new Option<int>("--samples") { Description = "Rows that the model is asked about.", DefaultValueFactory = _ => 5_000 };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same explanation.", DefaultValueFactory = _ => 1 };
        var target = ExplainCommand.ClassOption();
        var command = new Command("lime", "A linear function that speaks for the model around one row, and how far it can be believed.") { model, samples, seed, target };
        rows.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            using var version = await platform.Explanations.OpenAsync(parsed.GetValue(model)!, cancellationToken);
            var row = await rows.ReadAsync(parsed, version.Model.Signature, cancellationToken);
            var reference = await rows.RequireBackgroundAsync(parsed, version, cancellationToken);
            var options = new LimeOptions { SampleCount = Math.Clamp(parsed.GetValue(samples), 100, 100_000), Seed = parsed.GetValue(seed) };
            var explanation = await TabularLime.ExplainAsync(version.Score(parsed.GetValue(target)), row, reference, options, cancellationToken);
            output.Write(JsonNode.Parse(AnswerJson.Of(explanation))!, console =>
            {
                var table = CliOutput.Table("column as it is", "#adds");
                foreach (var factor in explanation.Factors)
                    table.AddRow(new Text(factor.Column), new Text(factor.Value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture)));
                console.Write(table);
                console.WriteLine($"the model gives {(explanation.Class is { } own ? $"'{own}' " : "")}{ExplainCommand.Number(explanation.Answer)}, the function {ExplainCommand.Number(explanation.Local)} ({ExplainCommand.Words(explanation.Unit)}); fidelity R² {ExplainCommand.Number(explanation.Fidelity)}");
            });
            return 0;
        });
        return command;
    }
}
