using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Serving;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker predict ENDPOINT FILE</c>: scores the rows of a CSV file in this process.</summary>
internal static class PredictCommand
{
    private const int ShownRows = 20;

    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint, such as churn." };
        var file = new Argument<string>("file") { Description = "A CSV file with the endpoint's columns; further columns are ignored." };
        var to = new Option<string?>("--output", "-o") { Description = "Write all predictions to this CSV file, each with its row's number." };
        var keep = new Option<string[]>("--keep") { Description = "Columns of the file to write beside the predictions, separated by commas, such as an id.", DefaultValueFactory = _ => [] };
        var skip = new Option<bool>("--skip-invalid") { Description = "Score the rows that fit the model and give the others an error, instead of refusing the file." };
        var command = new Command("predict", "Score the rows of a CSV file with the version that an endpoint serves.") { endpoint, file, to, keep, skip };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(endpoint)!;
            var path = parsed.GetValue(to);
            if (path is not null)
                PredictionFile.RequireWritable(path);
            var kept = parsed.GetValue(keep)!.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
            await platform.Host.RefreshAsync(cancellationToken);
            var signature = platform.Host.GetSignature(name);
            var input = await PredictionInput.ReadAsync(parsed.GetValue(file)!, signature, kept, parsed.GetValue(skip), cancellationToken);
            var prediction = await PredictAsync(platform, name, input, cancellationToken);
            var rows = ScoredRow.Join(input, prediction?.Outputs);
            var outputs = ScoredRow.Outputs(prediction?.Outputs, signature);
            if (path is not null)
                await PredictionFile.WriteAsync(path, outputs, rows, input.Kept, withErrors: parsed.GetValue(skip), cancellationToken);
            Write(output, prediction, outputs, rows, path);
            if (input.Errors.Count > 0)
                await Console.Error.WriteLineAsync($"{Show.Count(input.Errors.Count)} of {Show.Count(input.RowCount)} rows do not fit the model and were skipped{(path is null ? "" : $"; the column error of {path} says why")}.");
            return 0;
        });
        return command;
    }

    /// <summary>Rows of a file count from 1, as its checks count them; rows of a request count from 0. Null when there is no row to score.</summary>
    private static async Task<Prediction?> PredictAsync(SakerPlatform platform, string endpoint, PredictionInput input, CancellationToken cancellationToken)
    {
        if (input.Fitting.RowCount == 0 && input.Errors.Count > 0)
            return null;
        try
        {
            return await platform.Host.PredictAsync(endpoint, input.Fitting, cancellationToken);
        }
        catch (SakerException exception) when (exception.Problems.Count > 0)
        {
            var problems = exception.Problems.Select(problem => problem with { Row = problem.Row + 1 }).ToList();
            throw new SakerException(exception.Kind, "The rows do not fit the model; --skip-invalid scores those that do:", problems);
        }
    }

    private static void Write(CliOutput output, Prediction? prediction, IReadOnlyList<string> outputs, IReadOnlyList<ScoredRow> rows, string? writtenTo)
    {
        var json = new
        {
            model = prediction?.Model,
            version = prediction?.Version.ToString(CultureInfo.InvariantCulture),
            predictions = rows.Select(row => Json(row, outputs)),
        };
        output.Write(json, console =>
        {
            var hasErrors = rows.Any(row => row.Error is not null);
            var table = CliOutput.Table(["#row", .. outputs.Select((name, place) => IsText(rows, place) ? name : $"#{name}"), .. hasErrors ? ["error"] : Array.Empty<string>()]);
            foreach (var row in rows.Take(ShownRows))
            {
                string[] cells = [Show.Count(row.Row), .. row.Answers?.Select(ScoredRow.Shown) ?? outputs.Select(_ => "-"), .. hasErrors ? [row.Error ?? ""] : Array.Empty<string>()];
                table.AddRow(cells.Select(cell => new Text(cell)));
            }
            console.Write(table);
            if (rows.Count > ShownRows && writtenTo is null)
                console.WriteLine($"... and {Show.Count(rows.Count - ShownRows)} more rows; --output FILE writes all of them, --json prints them.");
            if (prediction is not null)
                console.WriteLine($"{Show.Count(rows.Count(row => row.Error is null))} rows scored by {prediction.Model}/{prediction.Version}{(writtenTo is null ? "" : $", written to {writtenTo}")}");
        });
    }

    private static bool IsText(IReadOnlyList<ScoredRow> rows, int place) => rows.FirstOrDefault(row => row.Answers is not null) is { } scored ? scored.Answers![place] is string : place == 0;

    private static Dictionary<string, object?> Json(ScoredRow row, IReadOnlyList<string> outputs)
    {
        var json = new Dictionary<string, object?> { ["row"] = row.Row };
        for (var i = 0; i < outputs.Count; i++)
            json[outputs[i]] = row.Answers?[i];
        json["error"] = row.Error;
        return json;
    }
}
