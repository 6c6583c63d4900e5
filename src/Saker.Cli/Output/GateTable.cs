using Saker.Platform.Gates;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>A gate report on the console.</summary>
internal static class GateTable
{
    public static void Write(IAnsiConsole console, GateReport report)
    {
        var table = CliOutput.Table("gate", "asked", "found", "");
        foreach (var gate in report.Gates)
            table.AddRow(new Text(gate.Name), new Text(gate.Asked), new Text(gate.Finding), new Text(GateMarkdown.Word(gate.Outcome)));
        console.Write(table);
        foreach (var note in report.Notes)
            console.WriteLine($"note: {note}");
        // The table may be wider than the terminal.
        console.WriteLine(report.Passed ? (report.Gates.Count == 1 ? "the gate is passed" : $"all {report.Gates.Count} gates are passed") : $"{report.Failed.Count} of {report.Gates.Count} gates are not passed: {string.Join(", ", report.Failed)}");
    }
}
