using System.CommandLine;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Scores;
using Saker.Platform.Serving.Explaining;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain importance MODEL FILE</c>: which columns a version goes by on many rows.</summary>
internal static class ImportanceCommand
{
    private static readonly ScoreTask[] s_tasks = [ScoreTask.Binary, ScoreTask.Multiclass, ScoreTask.Regression];

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as churn@champion." };
        var file = new Argument<string>("file") { Description = "A file of rows." };
        var target = new Option<string?>("--target") { Description = "The column with the answers: the columns are shuffled, and what a score loses is shown. Without it: the mean size of attributions." };
        var score = new Option<string?>("--score") { Description = $"With --target, a score of the model's task. Default: {string.Join(", ", s_tasks.Select(task => ScoreCatalogue.DefaultOf(task)))} of two classes, several, and numbers." };
        score.AcceptOnlyFromAmong([.. s_tasks.SelectMany(task => ScoreCatalogue.For(task)).Select(own => own.Name).Distinct()]);
        var repeats = new Option<int>("--repeats") { Description = "With --target: how often each column is shuffled.", DefaultValueFactory = _ => 10 };
        repeats.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var count) && count is < 2 or > 1000)
                result.AddError($"--repeats is {count}; give 2 to 1000.");
        });
        var seed = new Option<long>("--seed") { Description = "Decides the shuffles.", DefaultValueFactory = _ => 1 };
        var command = new Command("importance", "Which columns a version goes by on many rows.") { model, file, target, score, repeats, seed };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            using var version = await platform.Explanations.OpenAsync(parsed.GetValue(model)!, cancellationToken);
            var rows = await ExplainedRows.ReadAsync(parsed.GetValue(file)!, version.Model.Signature, cancellationToken);
            var request = new ImportanceRequest { Target = parsed.GetValue(target), Score = parsed.GetValue(score), Repeats = parsed.GetValue(repeats), Seed = parsed.GetValue(seed) };
            var report = await VersionImportance.OfAsync(version, rows, request, cancellationToken);
            output.Write(JsonNode.Parse(report.ToJson())!, console => Show(console, report));
            return 0;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, ImportanceReport report)
    {
        var table = CliOutput.Table("column", "#importance", "#low", "#high");
        foreach (var column in report.Columns)
            table.AddRow(new[] { column.Column, ExplainCommand.Number(column.Value), ExplainCommand.Number(column.Interval.Low), ExplainCommand.Number(column.Interval.High) }.Select(cell => new Text(cell)));
        console.Write(table);
        console.WriteLine($"{(report.Kind == PermutationImportance.Kind ? $"what {report.Unit} loses when a column is shuffled" : $"mean size of attributions in {report.Unit.Replace('_', ' ')}")}, {report.RowCount} rows, 95% intervals");
        foreach (var note in report.Notes)
            console.WriteLine(note);
    }
}
