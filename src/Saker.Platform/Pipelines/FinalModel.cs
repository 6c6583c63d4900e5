using System.Globalization;
using Saker.Learning;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
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

    /// <summary>What the training engine itself predicts for the test rows; the graph must agree.</summary>
    public required float[] EngineProbabilities { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Which columns it goes by, as JSON; null when it could not be explained.</summary>
    public string? Importance { get; init; }

    public static async Task<FinalModel> FitAsync(Pipeline pipeline, CheckedData data, TrainingPart train, TrainingPart test, CandidateResult best, double threshold, CancellationToken cancellationToken)
    {
        var preparation = data.Preparation;
        var fitted = best.Candidate.Trainer.Fit(preparation.Apply(train.Rows), train.Target, pipeline.Split.Seed, cancellationToken);
        var labels = new ClassLabels(data.Target.Negative, data.Target.Positive);
        var graph = ModelGraph.Compose(preparation, fitted, threshold, labels);
        var signature = SignatureBuilder.From(train.Rows, preparation.InputColumns.Select(column => column.Name), labels);
        using var model = new OnnxClassifier(graph.ToBytes(), signature);
        var answers = await model.PredictAsync(test.Rows, cancellationToken);
        return new FinalModel
        {
            Graph = graph,
            Signature = signature,
            Labels = labels,
            Evaluation = Evaluation.Compute(test.Target, answers.Get<float>(ModelGraph.ProbabilityName).Values.Span, threshold),
            EngineProbabilities = fitted.PredictProbability(preparation.Apply(test.Rows)),
            Warnings = fitted.Warnings,
        };
    }

    public string Summary() => string.Create(CultureInfo.InvariantCulture,
        $"on {Evaluation.RowCount:N0} untouched rows: ROC AUC {Evaluation.RocAuc.Auc:0.0000} ± {Evaluation.RocAuc.StandardError:0.0000}, F1 {Evaluation.F1:0.0000} at threshold {Evaluation.Threshold:0.000}");
}
