using System.Globalization;
using Saker.Platform.Monitoring.Log;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Requests of the prediction log, for people and for programs.</summary>
internal static class LogOutput
{
    private const int MaxShownRows = 20;

    public static object Json(LoggedPrediction prediction) => new
    {
        requestId = prediction.RequestId,
        endpoint = prediction.Endpoint,
        model = prediction.Model,
        version = prediction.Version,
        at = prediction.At,
        rowCount = prediction.RowCount,
        step = prediction.Step,
        stepReason = prediction.StepReason,
        isFromCache = prediction.IsFromCache,
        warningCount = prediction.WarningCount,
        mendedCount = prediction.MendedCount,
        isRefused = prediction.IsRefused,
        error = prediction.Error,
        queueMilliseconds = prediction.Queue.TotalMilliseconds,
        computeMilliseconds = prediction.Compute.TotalMilliseconds,
        totalMilliseconds = prediction.Total.TotalMilliseconds,
        traceId = prediction.TraceId,
        weight = prediction.Weight,
        rows = prediction.Rows.Select((row, i) => new { row, inputs = Values(prediction.Inputs, i), outputs = Values(prediction.Outputs, i) }),
    };

    public static void Write(IAnsiConsole console, LogPage page)
    {
        if (page.Predictions.Count == 0)
        {
            console.WriteLine("The prediction log has no such request.");
            return;
        }
        var table = CliOutput.Table("at", "request", "endpoint", "#version", "step", "#rows", "#ms", "outcome", "answer");
        foreach (var prediction in page.Predictions)
        {
            string[] cells =
            [
                Show.Time(prediction.At), prediction.RequestId, prediction.Endpoint, $"{prediction.Version}", prediction.Step, Show.Count(prediction.RowCount),
                Milliseconds(prediction.Total), Outcome(prediction), Text(prediction.Outputs, 0),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
        if (page.NextPage is { } next)
            console.WriteLine($"There are more: --page {next}");
    }

    public static void Write(IAnsiConsole console, LoggedPrediction prediction)
    {
        console.WriteLine($"{prediction.RequestId}  {prediction.Endpoint}, {prediction.Model} version {prediction.Version}, {Show.Time(prediction.At)}");
        console.WriteLine($"answered by {prediction.Step}{(prediction.StepReason is { } reason ? $" ({reason})" : "")}{(prediction.IsFromCache ? ", from the cache" : "")}: {Outcome(prediction)}");
        console.WriteLine($"queue {Milliseconds(prediction.Queue)} ms, compute {Milliseconds(prediction.Compute)} ms, total {Milliseconds(prediction.Total)} ms{(prediction.TraceId is { } trace ? $", trace {trace}" : "")}");
        if (prediction.Rows.Count == 0)
        {
            console.WriteLine($"None of its {Show.Count(prediction.RowCount)} rows is in the sample.");
            return;
        }
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prediction.Rows.Count} of its {prediction.RowCount} rows are in the sample; each stands for {prediction.Weight:0.#}."));
        for (var i = 0; i < Math.Min(prediction.Rows.Count, MaxShownRows); i++)
            console.WriteLine($"row {prediction.Rows[i]}: {Text(prediction.Inputs, i)} -> {Text(prediction.Outputs, i)}");
    }

    public static void Write(IAnsiConsole console, LogStatus status)
    {
        console.WriteLine($"{Show.Count(status.SealedCount)} requests and {Show.Count(status.SealedRowCount)} rows in {status.SegmentCount} segments, {Show.Count(status.SealedBytes)} bytes{(status.FirstAt is { } first ? $", since {Show.Time(first)}" : "")}");
        console.WriteLine($"{Show.Count(status.JournalBytes)} bytes in journals wait to be sealed");
        console.WriteLine($"{Show.Count(status.RemovedCount)} requests were removed by age or size, {Show.Count(status.ErasedCount)} were erased");
    }

    /// <summary>A request in one line.</summary>
    public static string Line(LoggedPrediction prediction) =>
        $"{Show.Time(prediction.At)}  {prediction.RequestId}  {prediction.Endpoint}/{prediction.Version}  {prediction.Step}  {Milliseconds(prediction.Total)} ms  {Outcome(prediction)}  {Text(prediction.Outputs, 0)}";

    private static string Outcome(LoggedPrediction prediction) => prediction.Error is { } error
        ? error + (prediction.IsRefused ? ", refused" : "")
        : prediction.WarningCount > 0 ? $"{prediction.WarningCount} warnings" : "ok";

    private static string Milliseconds(TimeSpan duration) => duration.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(Saker.Data.Table? table, int row) => table is null ? "" : string.Join(", ", table.Columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Name}={column.GetValue(row) ?? "-"}")));

    private static Dictionary<string, object?>? Values(Saker.Data.Table? table, int row) => table?.Columns.ToDictionary(column => column.Name, column => column.GetValue(row));
}
