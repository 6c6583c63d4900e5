using Saker.Learning.Scores;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>The score that decided in a run, and the keys under which a run holds it.</summary>
public sealed record SelectionScore
{
    private const string Parameter = "select.score";
    private const string DefaultName = "roc_auc";

    // A name has the same title and direction in every task.
    private static readonly IReadOnlyList<Score> Known = [.. ScoreCatalogue.All, .. ScoreCatalogue.For(ScoreTask.Multiclass), .. ScoreCatalogue.For(ScoreTask.Regression)];

    private SelectionScore(Score score) => Score = score;

    public Score Score { get; }

    /// <summary>The metric of its mean over the folds.</summary>
    public string MeanKey => $"cv.{Score.Name}";

    /// <summary>The metric of its standard deviation over the folds.</summary>
    public string DeviationKey => $"{MeanKey}.sd";

    /// <summary>The metric that is logged once per fold.</summary>
    public string FoldKey => $"{MeanKey}.fold";

    /// <summary>The metric of its value on the rows set aside.</summary>
    public string TestKey => $"test.{Score.Name}";

    /// <summary>The score that a pipeline's run declares, or that a candidate's run has metrics of; ROC AUC where a run tells neither.</summary>
    public static SelectionScore Of(Run run)
    {
        if (run.Parameters.TryGetValue(Parameter, out var name) && Known.FirstOrDefault(score => score.Name == name) is { } declared)
            return new SelectionScore(declared);
        var scores = Known.Select(score => new SelectionScore(score));
        return scores.FirstOrDefault(score => run.Metrics.ContainsKey(score.MeanKey) || run.Metrics.ContainsKey(score.FoldKey))
            ?? new SelectionScore(ScoreCatalogue.Get(DefaultName));
    }
}
