using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Models;
using Saker.Learning.Selection;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>Writes the model folder below the run's artifacts, loads it again in a fresh session and proves that it gives what training gave.</summary>
internal sealed class PackagingStage(Pipeline pipeline, SakerHome home)
{
    /// <summary>The graph may differ from the training engine by at most this much in a probability.</summary>
    private const double MaxDifference = 1e-5;

    private const int ExampleRowCount = 3;

    public Task<PackagedModel> RunAsync(CheckedData data, TrainingPart train, TrainingPart test, FinalModel final, CrossValidationResult comparison, RunRecorder recorder, CancellationToken cancellationToken) =>
        recorder.StepAsync(PipelineStep.Package, async () =>
        {
            var folder = Path.Combine(home.OpenArtifacts(recorder.Run.Id.Value), "model");
            await ModelFolder.WriteAsync(folder, final.Graph, final.Signature, new Dictionary<string, string>
            {
                [ModelFolder.ProfileFile] = Profile.Of(train.Rows.Select(final.Signature.Inputs.Select(input => input.Name))).ToJson() + "\n",
                [ModelFolder.EvaluationFile] = final.Evaluation.ToJson() + "\n",
                [ModelFolder.ChecksFile] = CheckText.Write(pipeline.Checks),
                [ModelFolder.CardFile] = ModelCard.Write(pipeline, data, final, comparison),
                [ModelFolder.InputExampleFile] = InputExample.Write(test.Rows, final.Signature, ExampleRowCount),
            }, cancellationToken);
            AtomicFiles.FlushFolders(folder);
            var difference = await ProveAsync(folder, test, final, cancellationToken);
            var packaged = new PackagedModel(folder, await FolderHash.ComputeAsync(folder, cancellationToken), difference);
            var size = new FileInfo(Path.Combine(folder, ModelFolder.ModelFile)).Length;
            return (packaged, FormattableString.Invariant($"one ONNX graph of {size / 1024.0:N0} KiB; largest difference to training over {test.Rows.RowCount:N0} rows: {difference:0.0e+0}"));
        });

    private static async Task<double> ProveAsync(string folder, TrainingPart test, FinalModel final, CancellationToken cancellationToken)
    {
        using var reloaded = await ModelFolder.LoadAsync(folder, cancellationToken);
        var answers = (await reloaded.PredictAsync(test.Rows, cancellationToken)).Get<float>(ModelGraph.Probability).Values;
        var largest = 0.0;
        for (var row = 0; row < answers.Length; row++)
        {
            var difference = Math.Abs((double)answers.Span[row] - final.EngineProbabilities[row]);
            if (!(difference <= MaxDifference))
            {
                throw new SakerException(ErrorKind.Internal,
                    FormattableString.Invariant($"The graph gives {answers.Span[row]} for test row {row} where training gave {final.EngineProbabilities[row]}; at most {MaxDifference} is allowed. Nothing was registered."));
            }
            largest = Math.Max(largest, difference);
        }
        return largest;
    }
}
