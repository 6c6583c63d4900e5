using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Privacy.DifferentialPrivacy;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data private QUESTION FILE</c>: an answer with noise, paid by a budget.</summary>
internal static class PrivateCommand
{
    private static readonly string[] Questions = ["count", "sum", "mean", "quantile", "histogram"];

    private static readonly Argument<string> Question = new("question") { Description = $"One of {string.Join(", ", Questions)}." };
    private static readonly Option<string> Budget = new("--budget") { Description = "The budget's file, see 'saker data budget'.", Required = true };
    private static readonly Option<string?> Dataset = new("--dataset") { Description = "What the rows are, as the budget calls it; else the file's name without its ending." };
    private static readonly Option<double> Epsilon = new("--epsilon") { Description = "How much the answer may tell.", Required = true };
    private static readonly Option<double> Delta = new("--delta") { Description = "Above 0: Gaussian noise with this delta in place of Laplace noise." };
    private static readonly Option<string?> ColumnName = new("--column") { Description = "The column; only a count needs none." };
    private static readonly Option<double?> Min = new("--min") { Description = "Smaller values count as this. Not to be taken from the data." };
    private static readonly Option<double?> Max = new("--max") { Description = "Larger values count as this. Not to be taken from the data." };
    private static readonly Option<double> Quantile = new("--quantile") { Description = "Which one, 0 to 1.", DefaultValueFactory = _ => 0.5 };
    private static readonly Option<int> Candidates = new("--candidates") { Description = "Of a quantile: in how many steps from min to max.", DefaultValueFactory = _ => 1_000 };
    private static readonly Option<string?> Edges = new("--edges") { Description = "Of a histogram of numbers: rising edges of its bins, divided by commas." };
    private static readonly Option<string?> Values = new("--values") { Description = "Of a histogram of values: these, divided by commas." };
    private static readonly Option<int> RowsPerPerson = new("--rows-per-person") { Description = "The most rows that are about one person.", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("private", "Answer a question with differential privacy. The budget pays before the answer is given, or refuses.")
        {
            Question, Budget, Dataset, Epsilon, Delta, ColumnName, Min, Max, Quantile, Candidates, Edges, Values, RowsPerPerson,
        };
        var data = new SourceOptions("file");
        data.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var query = Read(parsed);
            var budget = PrivacyBudget.Open(parsed.GetValue(Budget)!, TimeProvider.System);
            var dataset = parsed.GetValue(Dataset) ?? Path.GetFileNameWithoutExtension(data.PathOf(parsed));
            var (answers, state) = await PrivateRelease.RunAsync(data.Open(parsed), dataset, query, budget, PrivacyRandom.Secure(), cancellationToken);
            output.Write(new { answers, budget = state }, console =>
            {
                var table = CliOutput.Table("answer", "#value", "#error (95%)");
                foreach (var answer in answers)
                    table.AddRow(new Text(answer.Name), new Text(answer.Value.ToString("0.######", CultureInfo.InvariantCulture)), new Text(double.IsNaN(answer.Error95) ? "" : answer.Error95.ToString("0.###", CultureInfo.InvariantCulture)));
                console.Write(table);
                console.WriteLine(BudgetCommand.Describe(state));
            });
            return 0;
        });
        return command;
    }

    private static PrivateQuery Read(ParseResult parsed)
    {
        var parameters = new PrivacyParameters { Epsilon = parsed.GetValue(Epsilon), Delta = parsed.GetValue(Delta), RowsPerPerson = parsed.GetValue(RowsPerPerson) };
        var question = parsed.GetValue(Question)!;
        var column = parsed.GetValue(ColumnName);
        // Without bounds NaN stands for them, which the question refuses with all else that is wrong.
        var (min, max) = (parsed.GetValue(Min) ?? double.NaN, parsed.GetValue(Max) ?? double.NaN);
        if (column is null && question != "count")
            throw new SakerException(ErrorKind.InvalidInput, "Name the column by --column.", "column");
        return question switch
        {
            "count" => new CountQuery(column, parameters),
            "sum" => new SumQuery(column!, min, max, parameters),
            "mean" => new MeanQuery(column!, min, max, parameters),
            "quantile" => new QuantileQuery(column!, parsed.GetValue(Quantile), min, max, parsed.GetValue(Candidates), parameters),
            "histogram" => Histogram(column!, parsed, parameters),
            _ => throw new SakerException(ErrorKind.InvalidInput, $"'{question}' is no question; ask one of {string.Join(", ", Questions)}.", "question"),
        };
    }

    private static HistogramQuery Histogram(string column, ParseResult parsed, PrivacyParameters parameters)
    {
        var (edges, values) = (Split(parsed.GetValue(Edges)), Split(parsed.GetValue(Values)));
        if (edges.Length > 0 == values.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Give a histogram either --edges (numbers) or --values.", "edges");
        return values.Length > 0
            ? new HistogramQuery(column, values, parameters)
            : new HistogramQuery(column, [.. edges.Select(edge => double.TryParse(edge, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)], parameters);
    }

    private static string[] Split(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
