using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Pipelines;

namespace Saker.Cli.Commands;

/// <summary><c>saker tune FILE</c>: searches for the settings that a pipeline file writes as ranges.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The pipeline file; its candidates with 'tune:' are searched." };
        var trials = new Option<int?>("--trials") { Description = "Trials of each search in all, instead of what the file says: with more than were done, the search goes on." };
        var command = new Command("tune", "Search for settings that a pipeline file writes as ranges. Stopped or killed, it goes on where it was; saker train takes over what it found.") { file, trials };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            if (parsed.GetValue(trials) is < 1)
                throw new SakerException(ErrorKind.InvalidInput, $"A search has at least 1 trial; --trials is {parsed.GetValue(trials)}.", "--trials");
            var pipeline = await PipelineFile.LoadAsync(parsed.GetValue(file)!, cancellationToken);
            if (parsed.GetValue(trials) is { } count)
                pipeline = pipeline with { Tuning = [.. pipeline.Tuning.Select(tuning => tuning with { Limits = tuning.Limits with { Trials = count } })] };
            await LocalAct.NoteAsync(platform, AuditActs.PipelineStarted, parsed.GetValue(file)!);
            var result = output.IsJson
                ? await platform.Pipelines.TuneAsync(pipeline, null, cancellationToken)
                : await TrainingProgress.ShowAsync(output.Console, progress => platform.Pipelines.TuneAsync(pipeline, progress, cancellationToken));
            output.Write(StudyOutput.Json(result), console => StudyOutput.Write(console, result));
            return 0;
        });
        return command;
    }
}
