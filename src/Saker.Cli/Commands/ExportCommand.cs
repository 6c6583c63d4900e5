using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker export</c>: writes a run or a model to a folder.</summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Write a run or a model to a folder.") { Run(), Model() };

    private static Command Run()
    {
        var id = new Argument<string>("id") { Description = "The run's id, or its first digits." };
        var folder = new Argument<string>("folder") { Description = "Where it is written, as MLflow's file store keeps it: FOLDER/EXPERIMENT/RUN." };
        var command = new Command("run", "Write a run with its artifacts as MLflow's file store keeps it; saker import mlruns reads it again.") { id, folder };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var run = await platform.Experiments.FindRunByPrefixAsync(parsed.GetValue(id)!, cancellationToken)
                ?? throw new SakerException(ErrorKind.NotFound, $"There is no run '{parsed.GetValue(id)}'. `saker runs` lists them.");
            var written = await platform.MlrunsExport.ExportRunAsync(run.Id, parsed.GetValue(folder)!, cancellationToken);
            output.Write(new { run = run.Id.Value, folder = written }, console => console.WriteLine($"wrote {written}"));
            return 0;
        });
        return command;
    }

    private static Command Model()
    {
        var reference = new Argument<string>("reference") { Description = "The version: churn/3, churn@champion, or churn for the newest." };
        var folder = new Argument<string>("folder") { Description = "Where it is written; empty or not there." };
        var command = new Command("model", "Write a model version's files to a folder.") { reference, folder };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await platform.MlrunsExport.ExportModelAsync(parsed.GetValue(reference)!, parsed.GetValue(folder)!, cancellationToken);
            output.Write(new { model = version.Model, version = version.Version, hash = version.Hash, folder = parsed.GetValue(folder) }, console => console.WriteLine($"wrote {version.Model}/{version.Version} to {parsed.GetValue(folder)}"));
            return 0;
        });
        return command;
    }
}
