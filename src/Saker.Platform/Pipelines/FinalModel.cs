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

    /// <summary>What two classes have and others have not; null of several classes and of numbers.</summary>
    public TwoClasses? TwoClasses { get; init; }

    /// <summary>Everything measured of the graph's own answers on the test rows.</summary>
    public required EvaluationReport Report { get; init; }

    /// <summary>The graph's own answers on the test rows, of several classes or of numbers; null of two classes.</summary>
    public TaskAnswers? TaskAnswers { get; init; }

    /// <summary>What the model answers to the rows of the test part.</summary>
    public required Profile Predictions { get; init; }

    /// <summary>What the training engine itself predicts for the test rows, before calibration, row-major; the graph must agree.</summary>
    public required float[] EngineAnswers { get; init; }

    /// <summary>What the mitigation gave; null without one.</summary>
    public MitigatedModel? Mitigated => TwoClasses?.Mitigated;

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Which columns it goes by, as JSON; null when it could not be explained.</summary>
    public string? Importance { get; init; }

    public static async Task<FinalModel> FitAsync(Pipeline pipeline, CheckedData data, TrainingPart train, TrainingPart test, CandidateResult best, Decision decision, FitWatch watch, CancellationToken cancellationToken)
    {
        var preparation = data.Preparation;
        var labels = data.Target.Labels!;
        var mitigated = Mitigate(pipeline, preparation, train, test, best, decision.Threshold, labels, cancellationToken);
        var threshold = mitigated?.Threshold ?? decision.Threshold;
        var fitted = mitigated?.Classifier ?? best.Candidate.Trainer.Fit(preparation.Apply(train.Rows), train.Target, [], pipeline.Split.Seed, watch, cancellationToken);
        var deciding = decision.Calibrator is { } calibrator ? new CalibratedClassifier(fitted, calibrator) : fitted;
        var graph = ModelGraph.Compose(preparation, deciding, threshold, labels, mitigated?.Thresholds);
        var signature = SignatureBuilder.From(train.Rows, ModelGraph.InputsOf(preparation, mitigated?.Thresholds).Select(column => column.Name), labels);
        using var model = new OnnxClassifier(graph.ToBytes(), signature);
        var served = await model.PredictAsync(test.Rows, cancellationToken);
        var answers = BinaryPredictions.Of(test.Target, labels, served, threshold);
        var evaluation = Evaluation.Compute(answers);
        return new FinalModel
        {
            Graph = graph,
            Predictions = Profile.Of(served),
            Signature = signature,
            TwoClasses = new TwoClasses { Labels = labels, Evaluation = evaluation, Answers = answers, Calibrator = decision.Calibrator, Mitigated = mitigated },
            Report = evaluation.ToReport(),
            EngineAnswers = fitted.PredictProbability(preparation.Apply(test.Rows)),
            Warnings = mitigated?.Warnings ?? fitted.Warnings,
        };
    }

    /// <summary>The same of several classes and of numbers.</summary>
    public static async Task<FinalModel> FitOtherAsync(Pipeline pipeline, CheckedData data, TrainingPart train, TrainingPart test, CandidateResult best, FitWatch watch, CancellationToken cancellationToken)
    {
        var (preparation, target) = (data.Preparation, data.Target);
        var fitted = best.Candidate.Trainer.Fit(target.Task, preparation.Apply(train.Rows), train.Target, [], pipeline.Split.Seed, watch, cancellationToken);
        var graph = target.Classes.Count > 0 ? ModelGraph.ComposeClasses(preparation, fitted, target.Classes) : ModelGraph.ComposeRegression(preparation, fitted);
        var signature = FinalSignature.Of(target, train.Rows, preparation.InputColumns.Select(column => column.Name));
        using var model = new OnnxRowModel(graph.ToBytes(), signature);
        var served = await model.PredictAsync(test.Rows, cancellationToken);
        var answers = test.Answers.Judge(served);
        return new FinalModel
        {
            Graph = graph,
            Predictions = Profile.Of(served),
            Signature = signature,
            Report = answers.Judge(test.Rows.Without([pipeline.Target.Column]), pipeline.Evaluation, train.Target, cancellationToken),
            TaskAnswers = answers,
            EngineAnswers = fitted.Predict(preparation.Apply(test.Rows)),
            Warnings = fitted.Warnings,
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

    public string Summary() => TwoClasses is { Evaluation: var evaluation }
        ? string.Create(CultureInfo.InvariantCulture,
            $"on {evaluation.RowCount:N0} untouched rows: ROC AUC {evaluation.RocAuc.Auc:0.0000} ({evaluation.RocAuc.Low:0.0000} to {evaluation.RocAuc.High:0.0000} at {Interval.DefaultLevel:0%}), F1 {evaluation.F1:0.0000} at threshold {evaluation.Threshold:0.000}")
        : string.Create(CultureInfo.InvariantCulture, $"on {Report.RowCount:N0} untouched rows: {string.Join(", ", Shown().Select(Describe))}");

    private string[] Shown() => Report.Task == ScoreTask.Regression ? ["rmse", "r2"] : ["accuracy", "f1_macro"];

    private string Describe(string score) => Report.Find(score) is { } found
        ? string.Create(CultureInfo.InvariantCulture, $"{found.Title} {found.Value:0.####}{(found.Interval.IsKnown ? $" ({found.Interval.Low:0.####} to {found.Interval.High:0.####} at {found.Interval.Level:0%})" : "")}")
        : score;
}
