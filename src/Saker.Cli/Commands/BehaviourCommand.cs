using System.CommandLine;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Platform;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker behaviour MODEL</c>: whether a registered version behaves. Ends with 0 when it does, 1 when a test of severity fail does not hold, 2 when that cannot be told.</summary>
internal static class BehaviourCommand
{
    private const int Broken = 1;
    private const int NotTold = 2;

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A registered version, such as churn@champion or churn/3." };
        var suite = new Option<string?>("--suite") { Description = "The tests, a YAML file. Default: behaviour.yaml of the model." };
        var data = new Option<string?>("--data") { Description = "Real rows to ask about, beside those that are made: any source with the model's columns." };
        var source = new SourceOptions();
        var home = CommonOptions.Home();
        var backends = new BackendFlags();
        var command = new Command("behaviour", "Run behaviour tests on a registered version: exit code 0 when all hold, 1 when one does not, 2 when it cannot be told.") { model, suite, data, home };
        source.AddOptionsTo(command);
        backends.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var tests = parsed.GetValue(suite) is { } file ? await BehaviourSuiteFile.LoadAsync(file, cancellationToken) : null;
            var rows = parsed.GetValue(data) is { } path ? await source.Open(parsed, path).ReadAllAsync(cancellationToken) : null;
            await using var platform = await SakerPlatform.OpenAsync(CommandAction.HomeOf(parsed, home), backends.Read(parsed).Configure, cancellationToken);
            var version = await platform.Registry.ResolveAsync(parsed.GetValue(model)!, cancellationToken);
            var report = await platform.VersionJudge.BehaviourAsync(version, tests, rows, cancellationToken);
            output.Write(report, console => Show(console, version.Reference, report));
            return report.Passed ? 0 : Broken;
        }, failure: NotTold);
        return command;
    }

    private static void Show(IAnsiConsole console, string model, BehaviourReport report)
    {
        var table = CliOutput.Table("test", "outcome", "#cases", "#broken", "#worst", "seen");
        foreach (var result in report.Results)
        {
            string[] cells = [result.Name, result.Outcome.ToString().ToLowerInvariant(), Output.Show.Count(result.CaseCount), Output.Show.Count(result.FailureCount), Output.Show.Score(result.Worst), result.Observed ?? ""];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
        foreach (var result in report.Results.Where(result => result.Examples.Count > 0))
        {
            console.WriteLine($"{result.Name}: it does not hold that {result.Description}");
            foreach (var example in result.Examples)
            {
                console.WriteLine($"  {example}");
                console.WriteLine($"    {string.Join(", ", example.Row.Select(cell => $"{cell.Column} {cell.Value ?? "missing"}"))}");
            }
        }
        var broken = report.Results.Count(result => result.Outcome == BehaviourOutcome.Failed);
        console.WriteLine(FormattableString.Invariant($"{model}: {(broken == 0 ? "every test holds" : $"{broken} of {report.Results.Count} tests do not hold")}, on {report.RealRowCount} real and {report.MadeRowCount} made rows, seed {report.Seed}"));
    }
}
