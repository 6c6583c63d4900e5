using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Profiles;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Selection;
using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines;

/// <summary>Writes the model folder, loads it again in a fresh session proves that it gives what training gave, and stores it below the run's artifacts.</summary>
internal sealed class PackagingStage(Pipeline pipeline, IArtifactStore artifacts, string workspace)
{
    /// <summary>The graph may differ from the training engine by at most this much in a probability.</summary>
    private const double MaxDifference = 1e-5;

    // So many of the last digit of a float32 may a number differ by in any case.
    private const int MaxUnits = 4;

    private const int ExampleRowCount = 3;

    // As it is called below the run's artifacts.
    private const string ModelName = "model";

    public Task<PackagedModel> RunAsync(CheckedData data, SplitData parts, FinalModel final, CrossValidationResult comparison, RunRecorder recorder, CancellationToken cancellationToken) =>
        recorder.StepAsync(PipelineStep.Package, async () =>
        {
            var folder = Path.Combine(workspace, ModelName);
            var model = final.Graph.ToBytes();
            await ModelFolder.WriteAsync(folder, Contents(model, data, parts, final, comparison), cancellationToken);
            var difference = await ProveAsync(folder, parts.Train, parts.Test, final, cancellationToken);
            await artifacts.PutFolderAsync($"{RunArtifacts.RootOf(recorder.Run)}/{ModelName}", folder, cancellationToken);
            var packaged = new PackagedModel(folder, await FolderHash.ComputeAsync(folder, cancellationToken), difference);
            return (packaged, FormattableString.Invariant($"one ONNX graph of {model.Length / 1024.0:N0} KiB; largest difference to training over {parts.Test.Rows.RowCount:N0} rows: {difference:0.0e+0}"));
        });

    private ModelFolderContents Contents(byte[] model, CheckedData data, SplitData parts, FinalModel final, CrossValidationResult comparison) => new()
    {
        Model = model,
        Signature = final.Signature,
        Profile = Profile.Of(parts.Train.Rows.Select(final.Signature.Inputs.Select(input => input.Name))).ToJson(),
        Evaluation = final.TwoClasses?.Evaluation.ToJson() ?? final.Report.ToJson(),
        Reference = HeldOut.Of(data, parts, final, comparison.Best).ToJson(),
        Importance = final.Importance,
        Predictions = final.Predictions.ToJson(),
        Card = ModelCard.Write(new ModelCardFacts
        {
            Name = pipeline.Register?.Model ?? pipeline.Name,
            Trainer = comparison.Best.Candidate.Trainer.Title + Mitigated(),
            Target = pipeline.Target.Column,
            Labels = final.TwoClasses?.Labels,
            Classes = data.Target.Classes,
            Threshold = final.TwoClasses?.Evaluation.Threshold ?? 0,
            ByGroup = final.Mitigated?.Thresholds,
            Dataset = data.Dataset.Reference,
            DatasetHash = data.Dataset.Hash,
            TrainingRowCount = parts.Train.Rows.RowCount,
            TestRowCount = parts.Test.Rows.RowCount,
            Evaluation = final.TwoClasses?.Evaluation.ToReport() ?? final.Report,
            Notes = pipeline.Card,
            Signature = final.Signature,
            Warnings = final.Warnings,
        }),
        Checks = CheckSuiteText.Write(pipeline.Checks),
        Behaviour = pipeline.Behaviour is { } suite ? BehaviourSuiteFile.Write(suite) : null,
        InputExample = InputExample.Write(parts.Test.Rows, final.Signature, ExampleRowCount),
    };

    private string Mitigated() => pipeline.Mitigation switch
    {
        null => "",
        { Method: MitigationMethod.ExponentiatedGradient } plan => $", a mixture of several fits that evens out {plan.Attribute.Name},",
        { Method: MitigationMethod.Reweighing } plan => $" on rows weighed to even out {plan.Attribute.Name}",
        { } plan => $" with thresholds that even out {plan.Attribute.Name}",
    };

    private static async Task<double> ProveAsync(string folder, TrainingPart train, TrainingPart test, FinalModel final, CancellationToken cancellationToken)
    {
        var written = await ModelFolder.ReadAsync(folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        if (final.TwoClasses is not { } two)
            return await ProveOtherAsync(written.Contents, train, test, final, cancellationToken);
        using var reloaded = new OnnxClassifier(written.Contents.Model, written.Contents.Signature);
        var answers = (await reloaded.PredictAsync(test.Rows, cancellationToken)).Get<float>(ModelGraph.ProbabilityName).Values;
        var largest = 0.0;
        for (var row = 0; row < answers.Length; row++)
        {
            var engine = final.EngineAnswers[row];
            var (expected, low, high) = (Decided(two, engine), Decided(two, engine - MaxDifference), Decided(two, engine + MaxDifference));
            var difference = Math.Abs((double)answers.Span[row] - expected);
            // A calibration may be steep: what it makes of the allowed difference is allowed.
            if (!(difference <= MaxDifference) && !(two.Calibrator is not null && answers.Span[row] >= low - MaxDifference && answers.Span[row] <= high + MaxDifference))
            {
                throw new SakerException(ErrorKind.Internal,
                    FormattableString.Invariant($"The graph gives {answers.Span[row]} for test row {row} where training gave {expected}; at most {MaxDifference} is allowed. Nothing was registered."));
            }
            largest = Math.Max(largest, difference);
        }
        return largest;
    }

    /// <summary>Probabilities of several classes may differ as those of two; numbers by as little of how far those spread that were learned from.</summary>
    private static async Task<double> ProveOtherAsync(ModelFolderContents written, TrainingPart train, TrainingPart test, FinalModel final, CancellationToken cancellationToken)
    {
        using var reloaded = new OnnxRowModel(written.Model, written.Signature);
        var answers = await reloaded.PredictAsync(test.Rows, cancellationToken);
        var columns = ModelOutputs.NumbersOf(written.Signature).Select(name => answers.Get<float>(name).Values).ToArray();
        var isNumber = test.Answers.Task.Kind == ScoreTask.Regression;
        var spread = isNumber ? train.Target.Max() - (double)train.Target.Min() : 1;
        var largest = 0.0;
        for (var i = 0; i < final.EngineAnswers.Length; i++)
        {
            var (row, engine, given) = (i / columns.Length, final.EngineAnswers[i], columns[i % columns.Length].Span[i / columns.Length]);
            // Both answers are float32: where the number is large and hardly varies, its own last digits are what they may differ in.
            var allowed = (MaxDifference * spread) + (isNumber ? MaxUnits * (MathF.BitIncrement(MathF.Abs(engine)) - MathF.Abs(engine)) : 0);
            var difference = Math.Abs((double)given - engine);
            if (!(difference <= allowed))
                throw new SakerException(ErrorKind.Internal, FormattableString.Invariant($"The graph gives {given} for test row {row} where training gave {engine}; at most {allowed:g3} is allowed. Nothing was registered."));
            largest = Math.Max(largest, difference);
        }
        return largest;
    }

    private static float Decided(TwoClasses final, double engine)
    {
        var probability = (float)Math.Clamp(engine, 0, 1);
        return final.Calibrator?.Apply(probability) ?? probability;
    }
}
