using System.Globalization;
using Saker.Data.Profiles;
using Saker.Learning;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Onnx;

namespace Saker.Platform.Pipelines;

/// <summary>The chosen trainer fitted on all training rows, as one graph, with its scores on the test part.</summary>
internal sealed record FinalModel
{
    public required OnnxModel Graph { get; init; }

    public required Signature Signature { get; init; }

    public required ClassLabels Labels { get; init; }

    /// <summary>Scores of the graph's own answers on the test rows.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>The graph's own answers on the test rows, labels as they are served.</summary>
    public required BinaryPredictions Answers { get; init; }

    /// <summary>What the model answers to the rows of the test part.</summary>
    public required Profile Predictions { get; init; }

    /// <summary>What the training engine itself predicts for the test rows, before calibration; the graph must agree.</summary>
    public required float[] EngineProbabilities { get; init; }

    /// <summary>1 where the graph says that a test row is positive, otherwise 0.</summary>
    public float[] Said => Array.ConvertAll(Answers.Said.ToArray(), said => said ? 1f : 0f);

    /// <summary>What the mitigation gave; null without one.</summary>
    public MitigatedModel? Mitigated { get; init; }

    /// <summary>Null where probabilities stay as the trainer gives them.</summary>
    public required Calibrator? Calibrator { get; init; }

    /// <summary>What the test rows would be given without calibration; null where there is none.</summary>
    public float[]? Uncalibrated => Calibrator is null ? null : EngineProbabilities;

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Which columns it goes by, as JSON; null when it could not be explained.</summary>
    public string? Importance { get; init; }

    public static async Task<FinalModel> FitAsync(Pipeline pipeline, CheckedData data, TrainingPart train, TrainingPart test, CandidateResult best, Decision decision, FitWatch watch, CancellationToken cancellationToken)
    {
        var preparation = data.Preparation;
        var labels = new ClassLabels(data.Target.Negative, data.Target.Positive);
        var mitigated = Mitigate(pipeline, preparation, train, test, best, decision.Threshold, labels, cancellationToken);
        var threshold = mitigated?.Threshold ?? decision.Threshold;
        var fitted = mitigated?.Classifier ?? best.Candidate.Trainer.Fit(preparation.Apply(train.Rows), train.Target, [], pipeline.Split.Seed, watch, cancellationToken);
        var deciding = decision.Calibrator is { } calibrator ? new CalibratedClassifier(fitted, calibrator) : fitted;
        var graph = ModelGraph.Compose(preparation, deciding, threshold, labels, mitigated?.Thresholds);
        var signature = SignatureBuilder.From(train.Rows, ModelGraph.InputsOf(preparation, mitigated?.Thresholds).Select(column => column.Name), labels);
        using var model = new OnnxClassifier(graph.ToBytes(), signature);
        var served = await model.PredictAsync(test.Rows, cancellationToken);
        var answers = BinaryPredictions.Of(test.Target, labels, served, threshold);
        return new FinalModel
        {
            Graph = graph,
            Predictions = Profile.Of(served),
            Signature = signature,
            Labels = labels,
            Evaluation = Evaluation.Compute(answers),
            Answers = answers,
            Calibrator = decision.Calibrator,
            EngineProbabilities = fitted.PredictProbability(preparation.Apply(test.Rows)),
            Mitigated = mitigated,
            Warnings = mitigated?.Warnings ?? fitted.Warnings,
        };
    }

    private static MitigatedModel? Mitigate(
        Pipeline pipeline, FittedPreparation preparation, TrainingPart train, TrainingPart test, CandidateResult best, double threshold, ClassLabels labels, CancellationToken cancellationToken) =>
        pipeline.Mitigation is not { } plan ? null : Mitigator.Apply(new MitigationContext
        {
            Plan = plan,
            Trainer = best.Candidate.Trainer,
            Seed = pipeline.Split.Seed,
            Labels = labels,
            Favourable = pipeline.Fairness?.Favourable,
            Threshold = threshold,
            TrainRows = train.Rows,
            Train = preparation.Apply(train.Rows),
            TrainTarget = train.Target,
            OutOfFold = best.OutOfFold,
            TestRows = test.Rows,
            Test = preparation.Apply(test.Rows),
            TestTarget = test.Target,
        }, cancellationToken);

    public string Summary() => string.Create(CultureInfo.InvariantCulture,
        $"on {Evaluation.RowCount:N0} untouched rows: ROC AUC {Evaluation.RocAuc.Auc:0.0000} ({Evaluation.RocAuc.Low:0.0000} to {Evaluation.RocAuc.High:0.0000} at {Interval.DefaultLevel:0%}), F1 {Evaluation.F1:0.0000} at threshold {Evaluation.Threshold:0.000}");
}
