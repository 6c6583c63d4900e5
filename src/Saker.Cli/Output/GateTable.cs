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
    }
}
