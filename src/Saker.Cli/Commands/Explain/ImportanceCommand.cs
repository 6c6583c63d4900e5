using System.CommandLine;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Onnx;
using Saker.Platform.Serving.Explaining;
using Spectre.Console;
using Table = Saker.Data.Table;

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
            var report = parsed.GetValue(target) is { } column
                ? await PermutedAsync(version, rows, column, parsed.GetValue(score), parsed.GetValue(repeats), parsed.GetValue(seed), cancellationToken)
                : await AttributedAsync(version, rows, cancellationToken);
            output.Write(JsonNode.Parse(report.ToJson())!, console => Show(console, report));
            return 0;
        });
        return command;
    }

    private static async Task<ImportanceReport> AttributedAsync(ExplainableVersion version, Table rows, CancellationToken cancellationToken)
    {
        using var explainer = version.Explainer(new ExplainerOptions { ThreadCount = Environment.ProcessorCount }, rows);
        return await ShapImportance.OfAsync(explainer, rows, cancellationToken);
    }

    private static Task<ImportanceReport> PermutedAsync(ExplainableVersion version, Table rows, string target, string? score, int repeats, long seed, CancellationToken cancellationToken)
    {
        var signature = version.Model.Signature;
        if (ModelOutputs.ClassesOf(signature) is not null || ModelOutputs.IsRegression(signature))
        {
            var task = ModelOutputs.IsRegression(signature) ? ScoreTask.Regression : ScoreTask.Multiclass;
            var labelled = LabelledRows.Read(rows, target, task, positive: null, signature);
            return PermutationImportance.OfAsync(version.Model, labelled, ScoreCatalogue.Get(task, score ?? ScoreCatalogue.DefaultOf(task)), repeats, seed, cancellationToken);
        }
        // A model of ours knows its classes and its threshold; of another the positive label must be its own.
        var metadata = OnnxModel.Parse(version.Graph).Metadata;
        if (!metadata.TryGetValue("saker.positive", out var positive) || !metadata.TryGetValue("saker.negative", out var negative))
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Version.Reference} does not say what its classes are called, so the column '{target}' cannot be read. Leave --target out for the mean size of attributions.", "--target");
        var threshold = double.Parse(metadata["saker.threshold"], System.Globalization.CultureInfo.InvariantCulture);
        return PermutationImportance.OfAsync(version.Score(), LabelledRows.Read(rows, target, new ClassLabels(negative, positive)), ScoreCatalogue.Get(score ?? ScoreCatalogue.DefaultOf(ScoreTask.Binary)), threshold, repeats, seed, cancellationToken);
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
