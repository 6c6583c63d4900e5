using System.CommandLine;
using Saker.Data.Privacy.Anonymity;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data anonymity FILE --quasi a,b --sensitive c</c>: k-anonymity, l-diversity and t-closeness of rows as they are.</summary>
internal static class AnonymityCommand
{
    public static Command Create()
    {
        var data = new SourceOptions("file");
        var quasi = new Option<string>("--quasi") { Description = "The columns by which somebody could be recognised, divided by commas.", Required = true };
        var sensitive = new Option<string?>("--sensitive") { Description = "The columns that must not be learnt of somebody, divided by commas." };
        var command = new Command("anonymity", "Measure k-anonymity, l-diversity and t-closeness.") { quasi, sensitive };
        data.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var rows = data.Open(parsed).ReadAsync(cancellationToken);
            var report = await AnonymityMeter.RunAsync(rows, Names(parsed.GetValue(quasi)), Names(parsed.GetValue(sensitive)), cancellationToken);
            output.Write(report, console => Show(console, report));
            return 0;
        });
        return command;
    }

    public static void Show(IAnsiConsole console, AnonymityReport report)
    {
        console.WriteLine($"k = {report.K}: {Output.Show.Count(report.GroupCount)} groups by {string.Join(", ", report.Quasi)} in {Output.Show.Count(report.RowCount)} rows, {Output.Show.Count(report.UniqueRowCount)} of which are like no other");
        foreach (var spread in report.Sensitive)
            console.WriteLine(FormattableString.Invariant($"{spread.Column}: l = {spread.DistinctL} (by entropy {spread.EntropyL:0.##}), t = {spread.T:0.###}"));
    }

    private static string[] Names(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
