using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Selection.Leakage;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data leakage SOURCE</c>: whether data give their target away. Ends with 0 when nothing is suspicious, 1 when something is, 2 when that cannot be told.</summary>
internal static class LeakageCommand
{
    private const int Suspicious = 1;
    private const int NotTold = 2;
    private const int ShownScores = 5;

    public static Command Create()
    {
        var data = new SourceOptions();
        var target = new Option<string>("--target") { Description = "The column to predict.", Required = true };
        var positive = new Option<string?>("--positive") { Description = "The value that counts, against all others. Default: every class is looked at, or the numbers." };
        var time = new Option<string?>("--time") { Description = "The column with the time for which each row predicts: later columns are found, and duplicates as a split by time would have them." };
        var group = new Option<string?>("--group") { Description = "The column with what several rows may be about, such as a customer." };
        var ignore = new Option<string[]>("--ignore") { Description = "Leave out columns that were looked at and are right.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("leakage", "Find what gives the target away before anything is trained: telling columns, marks, identifiers, duplicates, times that come later. Exit code 0 when nothing is suspicious, 1 when something is, 2 when that cannot be told.") { target, positive, time, group, ignore };
        data.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            try
            {
                var rows = await data.Open(parsed).ReadAllAsync(cancellationToken);
                var (known, answers) = ScreenTarget.Read(rows, parsed.GetValue(target)!, parsed.GetValue(positive));
                var options = new LeakageOptions { Ignore = parsed.GetValue(ignore) ?? [], TimeColumn = parsed.GetValue(time), GroupColumn = parsed.GetValue(group) };
                var report = LeakageScreen.Run(known, answers, split: null, options, cancellationToken);
                if (output.IsJson)
                    await Console.Out.WriteLineAsync(report.ToJson());
                else
                    Show(output.Console, report, data.PathOf(parsed));
                return report.Findings.Count == 0 ? 0 : Suspicious;
            }
            catch (SakerException exception)
            {
                output.Fail(exception);
                return NotTold;
            }
        });
        return command;
    }

    private static void Show(IAnsiConsole console, LeakageReport report, string path)
    {
        foreach (var finding in report.Findings)
            console.MarkupLineInterpolated($"[yellow]{Name(finding.Kind),-14}[/] {finding.Message}");
        foreach (var note in report.Notes)
            console.MarkupLineInterpolated($"[grey]note[/]           {note.Message}");
        var telling = string.Join(", ", report.Columns.Take(ShownScores).Select(score => FormattableString.Invariant($"{score.Column} {score.Score:0.000}")));
        var found = report.Findings.Count == 0 ? "nothing suspicious" : $"{Output.Show.Count(report.Findings.Count)} suspicions";
        console.WriteLine($"{path}: {found} in {Output.Show.Count(report.Columns.Count)} columns and {Output.Show.Count(report.RowCount)} rows; the most telling alone: {telling}");
    }

    private static string Name(LeakageKind kind) => string.Concat(kind.ToString().Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(letter) : $"{letter}"));
}
