using System.Globalization;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Onnx;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Which raw columns an opened version goes by on many rows.</summary>
public static class VersionImportance
{
    /// <param name="version">The version.</param>
    /// <param name="rows">Every column that it takes, and the target where one is named.</param>
    /// <param name="request">What is measured.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">Columns are missing, the score is none of the model's task, or the model does not say what its classes are called.</exception>
    public static async Task<ImportanceReport> OfAsync(ExplainableVersion version, Table rows, ImportanceRequest request, CancellationToken cancellationToken)
    {
        if (request.Target is { } target)
            return await PermutedAsync(version, rows, target, request, cancellationToken);
        using var explainer = version.Explainer(new ExplainerOptions { ThreadCount = Environment.ProcessorCount }, rows);
        return await ShapImportance.OfAsync(explainer, rows, cancellationToken);
    }

    private static Task<ImportanceReport> PermutedAsync(ExplainableVersion version, Table rows, string target, ImportanceRequest request, CancellationToken cancellationToken)
    {
        var signature = version.Model.Signature;
        if (ModelOutputs.ClassesOf(signature) is not null || ModelOutputs.IsRegression(signature))
        {
            var task = ModelOutputs.IsRegression(signature) ? ScoreTask.Regression : ScoreTask.Multiclass;
            var labelled = LabelledRows.Read(rows, target, task, positive: null, signature);
            return PermutationImportance.OfAsync(version.Model, labelled, ScoreOf(task, request), request.Repeats, request.Seed, cancellationToken);
        }
        // A model of ours knows its classes and its threshold; of another the positive label must be its own.
        var metadata = OnnxModel.Parse(version.Graph).Metadata;
        if (!metadata.TryGetValue("saker.positive", out var positive) || !metadata.TryGetValue("saker.negative", out var negative))
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Version.Reference} does not say what its classes are called, so the column '{target}' cannot be read. Leave the target out for the mean size of attributions.", "target");
        var threshold = double.Parse(metadata["saker.threshold"], CultureInfo.InvariantCulture);
        return PermutationImportance.OfAsync(version.Score(), LabelledRows.Read(rows, target, new ClassLabels(negative, positive)), ScoreOf(ScoreTask.Binary, request), threshold, request.Repeats, request.Seed, cancellationToken);
    }

    private static Score ScoreOf(ScoreTask task, ImportanceRequest request) => ScoreCatalogue.Get(task, request.Score ?? ScoreCatalogue.DefaultOf(task));
}
