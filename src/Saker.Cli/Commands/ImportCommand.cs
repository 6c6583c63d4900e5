using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker import</c>: takes over what other programs kept.</summary>
internal static class ImportCommand
{
    public static Command Create() => new("import", "Take over what other programs kept.") { Mlruns() };

    private static Command Mlruns()
    {
        var path = new Argument<string>("path") { Description = "The folder that MLflow writes, usually mlruns." };
        var command = new Command("mlruns", "Import MLflow's folder: experiments, runs, artifacts, logged and registered models. What is here already stays as it is.") { path };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var report = await platform.MlrunsImport.ImportAsync(parsed.GetValue(path)!, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.RunsImported, "home", $"{report.Runs.Count} runs, {report.LoggedModels.Count} logged models, {report.Models.Count} model versions");
            output.Write(report, console =>
            {
                foreach (var skip in report.Skipped)
                    console.WriteLine($"skipped {skip.Path}: {skip.Reason}");
                console.WriteLine($"{report.Experiments.Count} experiments, {report.Runs.Count} runs, {report.LoggedModels.Count} logged models and {report.Models.Count} model versions imported; {report.PresentCount} were here already, {report.Skipped.Count} skipped");
            });
            return 0;
        });
        return command;
    }
}
