using System.Globalization;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Settings;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>How an endpoint fares, in words and one table.</summary>
internal static class DriftScreen
{
    private const int MaxColumns = 20;

    public static void Write(IAnsiConsole console, string endpoint, MonitorSettings settings, IReadOnlyList<DriftProgressInfo> progress, DriftEvaluation? latest)
    {
        var drift = settings.Drift;
        console.WriteLine(latest switch
        {
            null when !drift.Enabled => $"{endpoint} is not watched for drift; drift.enabled=true turns it on.",
            null => $"{endpoint}: no window has closed yet.",
            { HasFindings: false } => $"{endpoint} is as expected: {DriftText.Sentence(latest)}.",
            _ => $"{endpoint} drifted: {DriftText.Sentence(latest)}.",
        });
        console.WriteLine($"A window lasts {DurationText.Write(drift.Window)} and has {Show.Count(drift.MinRows)} rows at least; it is looked every {DurationText.Write(drift.Interval)}.");
        foreach (var version in progress)
        {
            var note = version.Note is { } reason ? $"; {reason}" : "";
            console.WriteLine($"{version.Model}/{version.Version}: evaluated until {Show.Time(version.EvaluatedUntil)}, {Show.Count(version.OpenRowCount)} rows in the open window{note}");
        }
        if (latest is not null)
            WriteReport(console, latest);
    }

    public static void WriteReport(IAnsiConsole console, DriftEvaluation report)
    {
        console.WriteLine($"{Show.Time(report.From)} to {Show.Time(report.To)}: {Show.Count(report.RowCount)} rows against {Show.Count(report.ReferenceRowCount)} of {report.Reference}");
        var table = CliOutput.Table("column", "moved", "measure", "#value", "#effect", "#corrected p", "#importance", "what moved");
        foreach (var column in report.Columns.Take(MaxColumns))
            Add(table, column.Column, column);
        foreach (var output in report.Predictions)
            Add(table, $"-> {output.Column}", output);
        console.Write(table);
        if (report.Columns.Count > MaxColumns)
            console.WriteLine($"and {Show.Count(report.Columns.Count - MaxColumns)} more columns; --json has all");
        foreach (var finding in report.Quality)
            console.WriteLine($"quality: {finding.Column}: {finding.Detail}");
        if (report.Joint is { } joint)
            console.WriteLine($"all columns together ({joint.Measure}): {(joint.Drifted ? "moved" : "as expected")}, {Number(joint.Statistic)}, p {Number(joint.PValue)}");
        foreach (var detector in report.Detectors)
            console.WriteLine($"detector {detector.Name} ({detector.Kind} of {detector.Column}): {(detector.Fired ? "fired" : "quiet")} after {Show.Count(detector.Count)} values");
        foreach (var note in report.Notes)
            console.WriteLine($"note: {note}");
    }

    private static void Add(Spectre.Console.Table table, string name, ColumnFinding column) => table.AddRow(
        new Text(name),
        new Text(column.Drifted ? column.IsLarge ? "much" : "yes" : "no"),
        new Text(column.Measure),
        new Text(Number(column.Statistic)),
        new Text(Number(column.Effect)),
        new Text(Number(column.CorrectedPValue)),
        new Text(column.Importance is { } importance ? importance.ToString("P0", CultureInfo.InvariantCulture) : "-"),
        new Text(column.Summary));

    private static string Number(double? value) => value is { } known ? known.ToString("G3", CultureInfo.InvariantCulture) : "-";
}
