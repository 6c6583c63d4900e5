using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Saker.Platform.Pipelines;

namespace Saker.Cli.Commands;

/// <summary><c>saker train FILE</c>: runs a pipeline file.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The pipeline file, such as examples/churn/churn.yaml." };
        var command = new Command("train", "Run a pipeline: check the data, compare candidates, evaluate, register and deploy.") { file };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var pipeline = await PipelineFile.LoadAsync(parsed.GetValue(file)!, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.PipelineStarted, parsed.GetValue(file)!);
            var result = output.IsJson
                ? await platform.Pipelines.RunAsync(pipeline, null, cancellationToken)
                : await TrainingProgress.ShowAsync(output.Console, progress => platform.Pipelines.RunAsync(pipeline, progress, cancellationToken));
            output.Write(TrainingSummary.Json(pipeline, result), console => TrainingSummary.Write(console, pipeline, result));
            return 0;
        });
        return command;
    }
}
