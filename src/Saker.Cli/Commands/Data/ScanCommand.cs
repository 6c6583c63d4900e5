using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data.Privacy.Detectors;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data scan FILE</c>: which columns hold personal or secret data.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var data = new SourceOptions("file");
        var types = new Option<string[]>("--types") { Description = "Look for these only, such as email or card. Default: all but address, which is too often wrong.", AllowMultipleArgumentsPerToken = true };
        var confidence = new Option<double>("--min-confidence") { Description = "Leave out what is less sure, 0 to 1.", DefaultValueFactory = _ => 0.5 };
        var sample = new Option<double>("--sample") { Description = "Look at this share of the rows, drawn by chance; above 0 to 1.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Draws the same rows again.", DefaultValueFactory = _ => 0 };
        var command = new Command("scan", "Report which columns seem to hold personal data or secrets. Values are never shown.") { types, confidence, sample, seed };
        data.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var wanted = parsed.GetValue(types) is { Length: > 0 } named ? named.SelectMany(type => type.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray() : null;
            var scanner = new TextScanner(new ScanOptions { Types = wanted, MinConfidence = parsed.GetValue(confidence) });
            var rows = data.Open(parsed).ReadAsync(cancellationToken);
            var report = await TableScanner.RunAsync(rows, scanner, parsed.GetValue(sample), new Random(parsed.GetValue(seed)), RowProgress.Create(output), cancellationToken);
            output.Write(report, console => Show(console, report));
            return 0;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, ScanReport report)
    {
        if (report.Findings.Count > 0)
        {
            var table = CliOutput.Table("column", "type", "#confidence", "#cells", "#whole cells", "#looked at");
            foreach (var finding in report.Findings)
                table.AddRow(new Text(finding.Column), new Text(finding.Type), new Text(FormattableString.Invariant($"{finding.Confidence:0.00}")), new Text(Output.Show.Count(finding.CellCount)), new Text(Output.Show.Count(finding.WholeCellCount)), new Text(Output.Show.Count(finding.ScannedCount)));
            console.Write(table);
        }
        console.WriteLine($"{Output.Show.Count(report.Findings.Count)} findings in {Output.Show.Count(report.ScannedRowCount)} of {Output.Show.Count(report.RowCount)} rows");
    }
}
