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

    /// <summary>Loads the version and judges its answers as those of any task: numbers, classes, labels, scores or clusters.</summary>
    /// <param name="version">A version with files.</param>
    /// <param name="rows">Every column that it takes, the answers, and whatever segments are made of.</param>
    /// <param name="columns">
    /// What is judged. <see cref="PredictionColumns.Prediction"/> is the output that is the prediction; null takes the only one that can be: a number for
    /// regression and ranking, <c>label</c> or the only output for the others. A model that was trained here on numbers or on several classes is judged as such where nothing else is said. A binary model that gives <c>probability</c> is judged as the other method does.
    /// </param>
    /// <param name="plan">What is measured beyond the scores.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The version has no files or takes tensors, its outputs are not of the task, or the rows lack what it takes; everything that does not fit is named.</exception>
    public static async Task<EvaluationReport> JudgeAsync(ModelVersion version, Table rows, PredictionColumns columns, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        columns = await ByModelAsync(version, columns, cancellationToken);
        if (columns is { Task: ScoreTask.Binary, Prediction: null, Probability: null or ModelGraph.ProbabilityName })
        {
            var target = columns.Target ?? throw new SakerException(ErrorKind.InvalidInput, "Name the column with the answers.", "target");
            return await JudgeAsync(version, rows, target, columns.Positive, plan, cancellationToken);
        }
        version.RequireFiles();
        var folder = await ModelFolder.ReadAsync(version.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        var signature = folder.Contents.Signature;
        if (signature.TakesTensors)
            throw new SakerException(ErrorKind.InvalidInput, $"{version.Reference} takes tensors, not rows of columns. Write its predictions to a file and judge that: saker evaluate --predictions FILE.", "model");
        using var model = (IDisposable)OnnxModels.Open(folder.Contents.Model, signature);
        var answers = await ((IModel)model).PredictAsync(rows, cancellationToken);
        if (columns is { Task: ScoreTask.Multiclass, Target: { } answer, Prediction: ModelGraph.LabelName, Probability: ModelOutputs.ProbabilityPrefix } && ModelOutputs.ClassesOf(signature) is { } classes)
            return JudgeClasses(classes, rows, answer, answers, plan, cancellationToken);
        var prediction = columns.Task == ScoreTask.Binary ? columns.Prediction : columns.Prediction ?? PredictionOf(version, answers, columns.Task);
        var asked = columns.Probability is { } start ? answers.Columns.Where(column => column.Name.StartsWith(start, StringComparison.Ordinal)) : [];
        var judged = answers.Columns.Where(column => column.Name == prediction).Concat(asked).ToList();
        // An output may have the name of a column, and is what is judged then.
        var others = rows.Without(judged.Select(column => column.Name).Where(name => rows.Find(name) is not null && name != columns.Target));
        return (columns with { Prediction = prediction }).Judge(new Table([.. others.Columns, .. judged.Where(column => column.Name != columns.Target)]), plan, cancellationToken);
    }

    // A class that the model does not know has no probability, and a column of the rows that is called like one is no answer.
    private static EvaluationReport JudgeClasses(IReadOnlyList<string> classes, Table rows, string target, Table answers, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        if (rows.Find(target) is not { } column)
            throw new SakerException(ErrorKind.InvalidInput, $"there is no column '{target}'; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}.", "target");
        var texts = ColumnTexts.Of(column);
        if (Array.IndexOf(texts, null) is >= 0 and var empty)
            throw new SakerException(ErrorKind.InvalidInput, $"The target column '{target}' has no answer in row {empty + 1}. Remove or correct such rows.", target);
        var table = rows.Without([target]);
        var problems = plan.Check(table.Schema);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The segments do not fit the data:", problems);
        string[] all = [.. classes, .. texts.OfType<string>().Except(classes, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var places = all.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => (float)pair.place, StringComparer.Ordinal);
        return TaskAnswers.OfClasses(all, Array.ConvertAll(texts, text => places[text!]), answers).Judge(table, plan, ReadOnlyMemory<float>.Empty, cancellationToken);
    }

    /// <summary>A model that was trained here on several classes or on numbers tells what its answers are, and where their probabilities.</summary>
    private static async Task<PredictionColumns> ByModelAsync(ModelVersion version, PredictionColumns columns, CancellationToken cancellationToken)
    {
        if (columns is not { Task: ScoreTask.Binary or ScoreTask.Multiclass, Prediction: null, Probability: null, Positive: null })
            return columns;
        version.RequireFiles();
        var signature = (await ModelFolder.ReadAsync(version.Folder!, expectedHash: null, ModelFolderOptions.Default, cancellationToken)).Contents.Signature;
        if (ModelOutputs.ClassesOf(signature) is not null)
            return columns with { Task = ScoreTask.Multiclass, Prediction = ModelGraph.LabelName, Probability = ModelOutputs.ProbabilityPrefix };
        return columns.Task == ScoreTask.Binary && ModelOutputs.IsRegression(signature) ? columns with { Task = ScoreTask.Regression, Prediction = ModelGraph.PredictionName } : columns;
    }

    /// <summary>The only output that can be a prediction of a task.</summary>
    private static string PredictionOf(ModelVersion version, Table answers, ScoreTask task)
    {
        var isNumber = task is ScoreTask.Regression or ScoreTask.Ranking;
        var possible = answers.Columns.Where(column => !isNumber || column.Type.IsNumeric()).Select(column => column.Name).ToList();
        if (!isNumber && possible.Contains(ModelGraph.LabelName))
            return ModelGraph.LabelName;
        return possible is [var only] ? only : throw new SakerException(
            ErrorKind.InvalidInput,
            $"{version.Reference} gives {(possible.Count == 0 ? $"nothing that could be a prediction of {task.ToString().ToLowerInvariant()}" : $"{string.Join(", ", possible)}; say which of them is the prediction")}.",
            "prediction");
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
