using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Explanation;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain interactions MODEL --row ...</c>: what pairs of columns do together.</summary>
internal static class InteractionsCommand
{
    private const int MaxRows = 1_000;
    private const int MaxFeatures = 1_000;

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as churn@champion; a model of trees." };
        var rows = new ExplainedRows();
        var top = new Option<int>("--top") { Description = "The most pairs shown of a row; --json has all.", DefaultValueFactory = _ => 8 };
        top.Validators.Add(CommonOptions.RequirePositive);
        var target = new Option<string?>("--class") { Description = "Of several classes the one that is looked at, by name, or by number from 0. Default: the first." };
        var command = new Command("interactions", "What pairs of columns do together to an answer, and what each does alone; exact, for models of trees.") { model, top, target };
        rows.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            using var version = await platform.Explanations.OpenAsync(parsed.GetValue(model)!, cancellationToken);
            var asked = await rows.ReadAsync(parsed, version.Model.Signature, cancellationToken);
            if (asked.RowCount > MaxRows)
                throw new SakerException(ErrorKind.LimitExceeded, $"Interactions of at most {MaxRows} rows are computed at a time; the data has {asked.RowCount}.", "--data");
            using var explainer = version.Explainer(new ExplainerOptions { Target = ClassPlaces.Find(version.Model.Signature, parsed.GetValue(target)) }, await rows.ReadBackgroundAsync(parsed, version.Model.Signature, cancellationToken));
            var explanation = explainer.ExplainInteractions(asked, MaxFeatures, cancellationToken);
            output.Write(JsonNode.Parse(AnswerJson.Of(explanation))!, console => Show(console, explanation, parsed.GetValue(top)));
            return 0;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, InteractionExplanation explanation, int top)
    {
        for (var row = 0; row < explanation.RowCount; row++)
        {
            console.WriteLine($"row {row + 1}: {ExplainCommand.Number(explanation.Total(row))} {ExplainCommand.Words(explanation.Unit)}; base {ExplainCommand.Number(explanation.Base)}");
            var table = CliOutput.Table("columns", "#add");
            foreach (var pair in explanation.Pairs(row, top))
                table.AddRow(new Text(pair.IsAlone ? $"{pair.First} alone" : $"{pair.First} and {pair.Second} together"), new Text(pair.Value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture)));
            console.Write(table);
        }
        foreach (var note in explanation.Notes)
            console.WriteLine(note);
    }
}
