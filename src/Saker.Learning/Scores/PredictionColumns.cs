using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Clustering;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Multilabel;
using Saker.Learning.Scores.Ranking;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Scores;

/// <summary>Which columns of a table hold the answers and the predictions of any model, for judging them.</summary>
public sealed record PredictionColumns
{
    private const char LabelSeparator = '|';

    public required ScoreTask Task { get; init; }

    /// <summary>The right answer: a class, labels joined by '|', a number, a relevance, or a group; clusters may go without.</summary>
    public string? Target { get; init; }

    /// <summary>The predicted class, labels joined by '|', number, score or cluster; a binary model may give probabilities alone.</summary>
    public string? Prediction { get; init; }

    /// <summary>Of a binary model the column with the probability of the positive class; of several classes, or labels, the start of the names of their columns.</summary>
    public string? Probability { get; init; }

    /// <summary>The positive class of a binary model.</summary>
    public string? Positive { get; init; }

    /// <summary>A row of a binary model is positive from this probability on.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>The query that a row belongs to, for ranking.</summary>
    public string? Query { get; init; }

    /// <summary>The number columns that clusters were made from; empty takes all others.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Judges the predictions of a table; its other columns are what segments are made of.</summary>
    /// <exception cref="SakerException">Columns are missing or not of the kind that is needed; all that are missing are named at once.</exception>
    public EvaluationReport Judge(Table rows, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        Require(rows);
        var others = rows.Without([.. Used(rows)]);
        var problems = plan.Check(others.Schema);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The segments do not fit the data:", problems);
        if (plan is { FindsSegments: true } or { Segments.Count: > 0 } && Task is ScoreTask.Ranking or ScoreTask.Clustering)
            throw new SakerException(ErrorKind.InvalidInput, $"There are no segments of {(Task == ScoreTask.Ranking ? "queries" : "clusters")}; leave them out.", "segments");
        return Task switch
        {
            ScoreTask.Binary => Binary(rows, others, plan, cancellationToken),
            ScoreTask.Multiclass => Evaluator.Judge(Multiclass(rows), others, plan, cancellationToken),
            ScoreTask.Multilabel => Evaluator.Judge(Multilabel(rows), others, plan, cancellationToken),
            ScoreTask.Regression => Evaluator.Judge(new RegressionPredictions(Numbers(rows, Target!), Numbers(rows, Prediction!)), others, plan, cancellationToken),
            ScoreTask.Ranking => Ranking(rows, plan, cancellationToken),
            _ => Evaluator.Judge(Clusters(rows), plan, cancellationToken),
        };
    }

    // Each class, or label, has a column of its own.
    private bool HasOnePerClass => Task is ScoreTask.Multiclass or ScoreTask.Multilabel;

    private void Require(Table rows)
    {
        var problems = new List<Problem>();
        (string Key, string? Column, bool IsNeeded)[] columns =
        [
            ("target", Target, Task != ScoreTask.Clustering),
            ("prediction", Prediction, Task != ScoreTask.Binary),
            ("probability", HasOnePerClass ? null : Probability, Task == ScoreTask.Binary),
            ("query", Query, Task == ScoreTask.Ranking),
            .. Features.Select(feature => ("features", (string?)feature, true)),
        ];
        foreach (var (key, column, isNeeded) in columns)
        {
            if (column is null && isNeeded)
                problems.Add(new Problem(key, $"a {Task.ToString().ToLowerInvariant()} evaluation needs the name of this column."));
            else if (column is not null && rows.Find(column) is null)
                problems.Add(new Problem(key, $"there is no column '{column}'; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}."));
        }
        if (HasOnePerClass && Probability is { } start && !rows.Schema.Any(column => column.Name.StartsWith(start, StringComparison.Ordinal)))
            problems.Add(new Problem("probability", $"there is no column whose name begins with '{start}'; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}."));
        if (Task == ScoreTask.Binary && Positive is null)
            problems.Add(new Problem("positive", "a binary evaluation needs the value of the target that counts as positive."));
        if (rows.RowCount == 0)
            problems.Add(new Problem("predictions", "there are no rows to judge."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The predictions cannot be judged:", problems);
    }

    private IEnumerable<string> Used(Table rows) => new[] { Target, Prediction, Query }.OfType<string>()
        .Concat(Probability is not { } start ? [] : HasOnePerClass ? rows.Schema.Select(column => column.Name).Where(name => name.StartsWith(start, StringComparison.Ordinal)) : [start]);

    private EvaluationReport Binary(Table rows, Table others, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        var labelled = LabelledRows.Read(rows, Target!, Positive!);
        float[] probability = [.. Numbers(rows, Probability!).Select(value => (float)value)];
        return Evaluator.Judge(new BinaryPredictions(labelled.Target, probability, Threshold), labelled.Labels, others, plan, null, [], cancellationToken);
    }

    private MulticlassPredictions Multiclass(Table rows)
    {
        var (target, predicted) = (Texts(rows, Target!), Texts(rows, Prediction!));
        var classes = WithColumns(rows, target.Concat(predicted));
        return new MulticlassPredictions(classes, Indices(target, classes), Indices(predicted, classes), Probabilities(rows, classes));
    }

    // The names in order, with those that only have a column.
    private string[] WithColumns(Table rows, IEnumerable<string> names) =>
        [.. names.Concat(Probability is null ? [] : rows.Schema.Select(column => column.Name).Where(name => name.StartsWith(Probability, StringComparison.Ordinal)).Select(name => name[Probability.Length..])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // Row-major, rows x names.
    private double[]? Probabilities(Table rows, string[] names)
    {
        if (Probability is null)
            return null;
        if (names.FirstOrDefault(name => rows.Find(Probability + name) is null) is { } lost)
            throw new SakerException(ErrorKind.InvalidInput, $"There is no column '{Probability}{lost}' with the probability of '{lost}'.", "probability");
        var columns = names.Select(name => Numbers(rows, Probability + name)).ToArray();
        return [.. Enumerable.Range(0, rows.RowCount).SelectMany(row => columns.Select(column => column[row]))];
    }

    private MultilabelPredictions Multilabel(Table rows)
    {
        // A row without any label has an empty cell.
        var (target, predicted) = (Sets(rows, Target!), Sets(rows, Prediction!));
        var labels = WithColumns(rows, target.Concat(predicted).SelectMany(set => set));
        return new MultilabelPredictions(labels, [.. target.SelectMany(set => labels.Select(set.Contains))], [.. predicted.SelectMany(set => labels.Select(set.Contains))], Probabilities(rows, labels));
    }

    private EvaluationReport Ranking(Table rows, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        var (queries, relevance) = (Texts(rows, Query!), Numbers(rows, Target!));
        return Evaluator.Judge(new RankingPredictions(queries, relevance, Numbers(rows, Prediction!)), new RankingPredictions(queries, relevance, new double[rows.RowCount]), plan, cancellationToken);
    }

    private ClusteringPredictions Clusters(Table rows)
    {
        string[] features = [.. Features.Count > 0 ? Features : rows.Schema.Where(column => column.Type.IsNumeric() && column.Name != Prediction && column.Name != Target).Select(column => column.Name)];
        var columns = features.Select(name => Numbers(rows, name)).ToArray();
        double[] values = [.. Enumerable.Range(0, rows.RowCount).SelectMany(row => columns.Select(column => column[row]))];
        return new ClusteringPredictions(Codes(Texts(rows, Prediction!)), Target is null ? null : Codes(Texts(rows, Target)), features.Length == 0 ? null : values, features.Length);
    }

    private static HashSet<string>[] Sets(Table rows, string column) =>
        [.. ColumnTexts.Of(rows.Get(column)).Select(text => (text ?? "").Split(LabelSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal))];

    private static int[] Codes(string[] texts) => Indices(texts, [.. texts.Distinct(StringComparer.Ordinal)]);

    private static int[] Indices(string[] texts, string[] classes)
    {
        var places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        return [.. texts.Select(text => places[text])];
    }

    private static string[] Texts(Table rows, string column)
    {
        var texts = ColumnTexts.Of(rows.Get(column));
        var missing = Array.IndexOf(texts, null);
        return missing < 0 ? [.. texts.OfType<string>()] : throw new SakerException(ErrorKind.InvalidInput, $"'{column}' has no value in row {missing + 1}; every row needs one.", column);
    }

    private static double[] Numbers(Table rows, string column)
    {
        var numbers = rows.Get(column).ToFloat64();
        var missing = Array.FindIndex(numbers, double.IsNaN);
        return missing < 0 ? numbers : throw new SakerException(ErrorKind.InvalidInput, $"'{column}' has no value in row {missing + 1}; every row needs one.", column);
    }
}
