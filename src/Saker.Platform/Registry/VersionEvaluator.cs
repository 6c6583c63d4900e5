using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Platform.Registry;

/// <summary>Judges a registered version on rows whose answers are known.</summary>
public static class VersionEvaluator
{
    private const double DefaultThreshold = 0.5;

    /// <summary>Loads the version and judges its own answers: probabilities, and labels as it serves them.</summary>
    /// <param name="version">A version with files, of a binary classifier.</param>
    /// <param name="rows">Every column that it takes, the target, and whatever segments are made of.</param>
    /// <param name="target">The column with the answers.</param>
    /// <param name="positive">The answer that counts as positive; null takes that of the model.</param>
    /// <param name="plan">What is measured beyond the scores.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The version has no files or is no classifier, or the rows lack what it takes; everything that does not fit is named.</exception>
    public static async Task<EvaluationReport> JudgeAsync(ModelVersion version, Table rows, string target, string? positive, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        version.RequireFiles();
        var folder = await ModelFolder.ReadAsync(version.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        var signature = folder.Contents.Signature;
        if (signature.TakesTensors || !signature.Outputs.Any(output => output.Name == ModelGraph.ProbabilityName))
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} is no classifier of rows: it gives no '{ModelGraph.ProbabilityName}'. Write its predictions to a file and judge that: saker evaluate --predictions FILE.", "model");
        var labelled = Read(rows, target, positive, signature);
        var problems = plan.Check(rows.Without([target]).Schema);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The segments do not fit the data:", problems);
        using var model = new OnnxClassifier(folder.Contents.Model, signature);
        var answers = await model.PredictAsync(rows, cancellationToken);
        var predictions = BinaryPredictions.Of(labelled.Target, labelled.Labels, answers, ThresholdOf(folder.Contents.Evaluation));
        return Evaluator.Judge(predictions, labelled.Labels, rows.Without([target]), plan, prior: null, [], cancellationToken);
    }

    /// <summary>What training measured, as the version carries it; null when it carries nothing that can be read.</summary>
    public static async Task<EvaluationReport?> FindAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var file = version.Folder is { } folder ? Path.Combine(folder, "evaluation.json") : null;
        if (!File.Exists(file))
            return null;
        try
        {
            return EvaluationReport.FromJson(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (SakerException)
        {
            // An evaluation of somebody else's making.
            return null;
        }
    }

    private static LabelledRows Read(Table rows, string target, string? positive, Signature signature)
    {
        if (signature.Outputs.FirstOrDefault(output => output.Name == ModelGraph.LabelName)?.Categories is not [var no, var yes])
            return LabelledRows.Read(rows, target, positive ?? throw new SakerException(ErrorKind.InvalidInput, "The model does not name its classes; say which value of the target is positive.", "positive"));
        return positive is null || positive == yes
            ? LabelledRows.Read(rows, target, new ClassLabels(no, yes))
            : throw new SakerException(ErrorKind.InvalidInput, $"The positive class of the model is '{yes}', not '{positive}'.", "positive");
    }

    private static double ThresholdOf(string? evaluation)
    {
        try
        {
            return (evaluation is null ? null : EvaluationReport.FromJson(evaluation).Threshold) ?? DefaultThreshold;
        }
        catch (SakerException)
        {
            return DefaultThreshold;
        }
    }
}
