using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Learning.Models;
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
        var to = new Option<string?>("--output", "-o") { Description = "Write all predictions to this CSV file." };
        var command = new Command("predict", "Score the rows of a CSV file with the version that an endpoint serves.") { endpoint, file, to };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(endpoint)!;
            await platform.Host.RefreshAsync(cancellationToken);
            var rows = await ReadAsync(parsed.GetValue(file)!, platform.Host.GetSignature(name), cancellationToken);
            var prediction = await PredictAsync(platform, name, rows, cancellationToken);
            if (parsed.GetValue(to) is { } path)
                await WriteCsvAsync(path, prediction.Outputs, cancellationToken);
            Write(output, prediction, parsed.GetValue(to));
            return 0;
        });
        return command;
    }

    private static async Task<Data.Table> ReadAsync(string path, Signature signature, CancellationToken cancellationToken)
    {
        var source = new CsvSource { Path = path, Columns = signature.Inputs.ToDictionary(input => input.Name, input => input.Type) };
        var report = await CheckRunner.RunAsync(source, CheckSuite.Empty, cancellationToken);
        report.ThrowIfFailed();
        return (await source.ReadAllAsync(cancellationToken)).Select(signature.Inputs.Select(input => input.Name));
    }

    /// <summary>Rows of a file count from 1, as its checks count them; rows of a request count from 0.</summary>
    private static async Task<Prediction> PredictAsync(SakerPlatform platform, string endpoint, Data.Table rows, CancellationToken cancellationToken)
    {
        try
        {
            return await platform.Host.PredictAsync(endpoint, rows, cancellationToken);
        }
        catch (SakerException exception) when (exception.Problems.Count > 0)
        {
            throw new SakerException(exception.Kind, "The rows do not fit the model:", [.. exception.Problems.Select(problem => problem with { Row = problem.Row + 1 })]);
        }
    }

    private static void Write(CliOutput output, Prediction prediction, string? writtenTo)
    {
        var labels = prediction.Outputs.Get<string>("label").Values;
        var probabilities = prediction.Outputs.Get<float>("probability").Values;
        var json = new
        {
            model = prediction.Model,
            version = prediction.Version.ToString(CultureInfo.InvariantCulture),
            predictions = Enumerable.Range(0, labels.Length).Select(row => new { label = labels.Span[row], probability = probabilities.Span[row] }),
        };
        output.Write(json, console =>
        {
            var table = CliOutput.Table("#row", "label", "#probability");
            for (var row = 0; row < Math.Min(ShownRows, labels.Length); row++)
                table.AddRow(new Text(Show.Count(row + 1)), new Text(labels.Span[row]), new Text(Show.Score(probabilities.Span[row])));
            console.Write(table);
            var rest = labels.Length - ShownRows;
            if (rest > 0 && writtenTo is null)
                console.WriteLine($"... and {Show.Count(rest)} more rows; --output FILE writes all of them, --json prints them.");
            console.WriteLine($"{Show.Count(labels.Length)} rows scored by {prediction.Model}/{prediction.Version}{(writtenTo is null ? "" : $", written to {writtenTo}")}");
        });
    }

    private static async Task WriteCsvAsync(string path, Data.Table outputs, CancellationToken cancellationToken)
    {
        var labels = outputs.Get<string>("label").Values;
        var probabilities = outputs.Get<float>("probability").Values;
        try
        {
            await using var writer = new StreamWriter(path);
            await writer.WriteLineAsync("label,probability");
            for (var row = 0; row < labels.Length; row++)
            {
                var line = FormattableString.Invariant($"{Quoted(labels.Span[row])},{probabilities.Span[row]:R}");
                await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The predictions cannot be written to '{path}': {exception.Message}", "output", exception);
        }
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
