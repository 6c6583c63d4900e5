using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Saker.Platform.Pipelines;

namespace Saker.Cli.Commands;

/// <summary><c>saker train FILE</c>: runs a pipeline file.</summary>
internal static class TrainCommand
{
    /// <summary>The exit code when the model was trained and recorded, and did not pass its gates.</summary>
    private const int NotPassed = 1;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The pipeline file, such as examples/churn/churn.yaml." };
        var reason = new Option<string?>("--override-gates") { Description = "Why the model is registered although it did not pass its gates. It is kept with the version." };
        var command = new Command("train", "Run a pipeline: check the data, compare candidates, evaluate, judge, register and deploy. Exit code 1 when the model did not pass its gates.") { file, reason };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var pipeline = await PipelineFile.LoadAsync(parsed.GetValue(file)!, cancellationToken);
            pipeline = pipeline with { OverrideGates = parsed.GetValue(reason) };
            await LocalAct.NoteAsync(platform, AuditActs.PipelineStarted, parsed.GetValue(file)!, AuditDetails.Overridden(pipeline.OverrideGates));
            var result = output.IsJson
                ? await platform.Pipelines.RunAsync(pipeline, null, cancellationToken)
                : await TrainingProgress.ShowAsync(output.Console, progress => platform.Pipelines.RunAsync(pipeline, progress, cancellationToken));
            output.Write(TrainingSummary.Json(pipeline, result), console => TrainingSummary.Write(console, pipeline, result));
            return result.Gates is { Passed: false } && pipeline.OverrideGates is null ? NotPassed : 0;
        });
        return command;
    }
}
