using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Drift;
using Saker.Platform;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker drift CURRENT --reference REFERENCE</c>: whether data have drifted. Ends with 0 when they have not, 1 when they have, 2 when that cannot be told.</summary>
internal static class DriftCommand
{
    private const string Name = "drift";
    private const int Drifted = 1;
    private const int NotTold = 2;

    public static Command Create()
    {
        var current = new Argument<string>("current") { Description = "What is looked at: a file, a glob in quotes, a folder or a database; a profile; or dataset:NAME/VERSION of the home." };
        var reference = new Option<string>("--reference") { Description = "What is expected: the same, or a model whose training rows are meant (churn@champion, churn/3, a model folder).", Required = true };
        var html = new Option<string?>("--html") { Description = "Write the report there as one HTML page with pictures of both distributions." };
        var byProfile = new Option<bool>("--by-profile") { Description = "Compare profiles even where there are rows: for data larger than memory." };
        var options = new DriftFlags();
        var source = new SourceOptions();
        var home = CommonOptions.Home();
        var backends = new BackendFlags();
        var command = new Command(Name, "Tell whether data have drifted: exit code 0 when they have not, 1 when they have, 2 when that cannot be told. How data are written, and a query, are said of both.") { current, reference, html, byProfile, home };
        options.AddTo(command);
        source.AddOptionsTo(command);
        backends.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            await using var opening = new LazyPlatform(() => SakerPlatform.OpenAsync(CommandAction.HomeOf(parsed, home), backends.Read(parsed).Configure, cancellationToken));
            var expected = await OpenAsync(parsed.GetValue(reference)!);
            var found = await OpenAsync(parsed.GetValue(current)!);
            var given = options.Read(parsed);
            given = given with { Columns = given.Columns ?? expected.Inputs };
            var report = expected.Rows is { } before && found.Rows is { } after
                ? DriftComparer.Compare(before, after, given, cancellationToken)
                : DriftComparer.Compare(expected.Described, found.Described, given);
            if (parsed.GetValue(html) is { } path)
                await WriteAsync(path, DriftHtml.Write(report, expected.Name, found.Name), cancellationToken);
            Write(output, report);
            return report.Drifted ? Drifted : 0;

            Task<DriftSide> OpenAsync(string text) => DriftSide.OpenAsync(text, parsed, source, parsed.GetValue(byProfile), opening, cancellationToken);
        }, failure: NotTold);
        return command;
    }

    /// <summary>What the program ends with: a command line that cannot be understood tells nothing of the data.</summary>
    public static int ExitCode(ParseResult parsed, int exitCode) => exitCode != 0 && parsed.Errors.Count > 0 && parsed.CommandResult.Command.Name == Name ? NotTold : exitCode;

    private static void Write(CliOutput output, DriftReport report)
    {
        if (output.IsJson)
        {
            // As C# and HTTP have it.
            Console.Out.WriteLine(report.ToJson());
            return;
        }
        var console = output.Console;
        console.WriteLine(report.Summary);
        console.WriteLine($"{Show.Count(report.ReferenceRowCount)} rows -> {Show.Count(report.CurrentRowCount)} rows, by {(report.Basis == DriftBasis.Rows ? "rows" : "profiles")}");
        foreach (var warning in report.Warnings)
            console.WriteLine($"note: {warning}");
        var table = CliOutput.Table("column", "drift", "measure", "#value", "#large from", "#effect", "#corrected p", "what moved");
        foreach (var column in report.Columns)
        {
            table.AddRow(
                new Text(column.Column),
                new Text(column.Skipped is not null ? "-" : column.Drifted ? column.IsLarge ? "LARGE" : "yes" : "no"),
                new Text(DriftNames.Of(column.Measure)),
                new Text(Show.Score(column.Statistic)),
                new Text(column.Threshold.ToString("0.##", CultureInfo.InvariantCulture)),
                new Text(Show.Score(column.EffectSize)),
                new Text(Show.Score(column.CorrectedPValue)),
                new Text(column.Skipped ?? column.Summary));
        }
        console.Write(table);
        if (report.Joint is { } joint)
            console.WriteLine(FormattableString.Invariant($"all columns together ({DriftNames.Of(joint.Method)}): {(joint.Drifted ? "drift" : "no drift")}, p {joint.PValue:0.####}{(joint.Reasons.Count > 0 ? "; " + string.Join("; ", joint.Reasons) : "")}"));
        foreach (var finding in report.Quality.Where(finding => finding.Drifted))
            console.WriteLine($"quality: {finding.Column}: {finding.Summary}");
    }

    private static async Task WriteAsync(string path, string page, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, page, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {exception.Message}", "--html", exception);
        }
    }
}
