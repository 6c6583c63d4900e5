using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Checks.Reports;
using Saker.Data.Sources;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data check SOURCE --suite S</c>: whether data pass a suite. Ends with 0 when they do, 1 when they do not, 2 when that cannot be told.</summary>
internal static class CheckDataCommand
{
    private const int Violated = 1;
    private const int NotTold = 2;

    public static Command Create()
    {
        var data = new SourceOptions();
        var suite = new Option<string>("--suite") { Description = "The suite file.", Required = true };
        var key = new Option<string[]>("--key") { Description = "A column that names a row in the report; may be given several times. Default: the suite's key.", AllowMultipleArgumentsPerToken = true };
        var html = new Option<string?>("--html") { Description = "Write the report as a page there." };
        var violations = new Option<string?>("--violations") { Description = "Write every row that breaks a check there: .csv, .jsonl or .parquet." };
        var show = new Option<int?>("--show") { Description = "How many violations of a check are shown. Default: the suite's, or 20." };
        var command = new Command("check", "Check data against a suite: exit code 0 when they pass, 1 when they do not, 2 when the suite or the data cannot be read.") { suite, key, html, violations, show };
        data.AddTo(command);
        var datasets = new HomeDatasets();
        datasets.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            try
            {
                var checks = await CheckSuiteFile.LoadAsync(parsed.GetValue(suite)!, cancellationToken);
                if (parsed.GetValue(key) is { Length: > 0 } columns)
                    checks = checks with { Key = columns };
                if (parsed.GetValue(show) is { } count)
                    checks = checks with { MaxViolationsPerCheck = Math.Max(0, count) };
                var source = data.Open(parsed);
                var report = await datasets.RunAsync(parsed, checks, options => RunAsync(source, checks, options, parsed.GetValue(violations), cancellationToken), cancellationToken);
                if (parsed.GetValue(html) is { } page)
                    await WriteAsync(page, CheckReportHtml.Write(report), cancellationToken);
                output.Write(report, console => Show(console, report, parsed.GetValue(violations)));
                return report.Passed ? 0 : Violated;
            }
            catch (SakerException exception)
            {
                output.Fail(exception);
                return NotTold;
            }
        });
        return command;
    }

    private static async Task<CheckReport> RunAsync(DataSource source, CheckSuite suite, CheckOptions given, string? path, CancellationToken cancellationToken)
    {
        var options = given with { Progress = PhaseProgress.OfTerminal() };
        if (path is null)
            return await CheckRunner.RunAsync(source, suite, options, cancellationToken);
        await using var file = ViolationFile.Create(path, suite.Key);
        var report = await CheckRunner.RunAsync(source, suite, options with { OnViolation = file.Add }, cancellationToken);
        await file.CompleteAsync();
        return report;
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {exception.Message}", "--html", exception);
        }
    }

    private static void Show(IAnsiConsole console, CheckReport report, string? violations)
    {
        var table = CliOutput.Table("check", "outcome", "#violations", "seen");
        foreach (var result in report.Results)
            table.AddRow(new Text(result.Title ?? result.Description), new Text(result.Outcome.ToString().ToLowerInvariant()), new Text(Output.Show.Count(result.ViolationCount)), new Text(result.Observed ?? ""));
        console.Write(table);
        foreach (var result in report.Results.Where(result => result.Violations.Count > 0))
        {
            foreach (var violation in result.Violations)
                console.WriteLine(Line(report, violation));
            if (result.ViolationCount > result.Violations.Count)
                console.WriteLine($"... and {Output.Show.Count(result.ViolationCount - result.Violations.Count)} more of check {result.Name}; {(violations is null ? "--violations FILE writes them all" : $"all are in {violations}")}");
            if (result.Advice is { } advice)
                console.WriteLine($"  {advice}");
        }
        var failed = report.Results.Count(result => result.Outcome == CheckOutcome.Failed);
        console.WriteLine(failed == 0 ? $"{report.Source} passes: {report.Results.Count} checks on {Output.Show.Count(report.RowCount)} rows" : $"{report.Source}: {failed} of {report.Results.Count} checks failed on {Output.Show.Count(report.RowCount)} rows");
    }

    private static string Line(CheckReport report, Violation violation)
    {
        var key = violation.Key.Count == 0 ? "" : $"[{string.Join(", ", report.KeyColumns.Zip(violation.Key, (column, value) => $"{column} {value ?? "missing"}"))}] ";
        return key + violation;
    }
}
