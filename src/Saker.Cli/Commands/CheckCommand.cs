using System.CommandLine;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Platform.Pipelines;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker check FILE</c>: runs only the checks of a pipeline file.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The pipeline file." };
        var data = new Option<string?>("--data") { Description = "Check these data instead of the pipeline's own: a file, a glob or a folder." };
        var command = new Command("check", "Run the checks of a pipeline file on its data, and try its target and preparation; nothing is stored or trained.") { file, data };
        var datasets = new HomeDatasets();
        datasets.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var pipeline = await PipelineFile.LoadAsync(parsed.GetValue(file)!, cancellationToken);
            if (parsed.GetValue(data) is { } other)
                pipeline = pipeline with { Source = pipeline.Source is CsvSource csv ? csv with { Path = other } : DataSources.Open(other) with { Columns = pipeline.Source.Columns } };
            var report = await datasets.RunAsync(parsed, pipeline.Checks, options => PipelineCheck.RunAsync(pipeline, options, cancellationToken), cancellationToken);
            output.Write(report, console => Show(console, report));
            return report.Passed ? 0 : 1;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, CheckReport report)
    {
        var table = CliOutput.Table("check", "outcome", "#violations");
        foreach (var result in report.Results)
            table.AddRow(new Text(result.Description), new Text(result.Outcome.ToString().ToLowerInvariant()), new Text(Output.Show.Count(result.ViolationCount)));
        console.Write(table);
        foreach (var violation in report.Results.SelectMany(result => result.Violations))
            console.WriteLine(violation.ToString());
    }
}
