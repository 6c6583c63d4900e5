using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>The scores by public name: of two classes, unless a task is named.</summary>
public static class ScoreCatalogue
{
    private static readonly Score[] s_all =
    [
        new("roc_auc", "ROC AUC", higherIsBetter: true, (target, probability, _) => RankingScores.RocAuc(target, probability)),
        new("pr_auc", "PR AUC", higherIsBetter: true, (target, probability, _) => RankingScores.PrAuc(target, probability)),
        new("log_loss", "Log loss", higherIsBetter: false, (target, probability, _) => ProbabilityScores.LogLoss(target, probability)),
        new("brier", "Brier score", higherIsBetter: false, (target, probability, _) => ProbabilityScores.Brier(target, probability)),
        new("accuracy", "Accuracy", confusion => confusion.Accuracy),
        new("f1", "F1", confusion => confusion.F1),
        new("precision", "Precision", confusion => confusion.Precision),
        new("recall", "Recall", confusion => confusion.Recall),
        new("specificity", "Specificity", confusion => confusion.Specificity),
        new("negative_predictive_value", "Negative predictive value", confusion => confusion.NegativePredictiveValue),
        new("balanced_accuracy", "Balanced accuracy", confusion => confusion.BalancedAccuracy),
        new("f2", "F2", confusion => confusion.FBeta(2)),
        new("f05", "F0.5", confusion => confusion.FBeta(0.5)),
        new("mcc", "Matthews correlation", confusion => confusion.Mcc),
        new("kappa", "Cohen's kappa", confusion => confusion.Kappa),
        new("youden", "Youden's J", confusion => confusion.Youden),
        new("lift_10", "Lift in the top tenth", higherIsBetter: true, (target, probability, _) => RankingScores.Lift(target, probability, 0.1)),
        new("gain_10", "Positives in the top tenth", higherIsBetter: true, (target, probability, _) => RankingScores.Gain(target, probability, 0.1)),
    ];

    public static IReadOnlyList<Score> All => s_all;

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(score => score.Name)];

    /// <summary>The scores that candidates of a task are compared by: of two classes, of several, or of numbers; empty for other tasks.</summary>
    public static IReadOnlyList<Score> For(ScoreTask task) => task switch
    {
        ScoreTask.Binary => s_all,
        ScoreTask.Multiclass => SelectableScores.Multiclass,
        ScoreTask.Regression => SelectableScores.Regression,
        _ => [],
    };

    /// <summary>The score that candidates of a task are compared by where nothing else is said: ROC AUC, log loss or root mean squared error.</summary>
    public static string DefaultOf(ScoreTask task) => task switch
    {
        ScoreTask.Multiclass => "log_loss",
        ScoreTask.Regression => "rmse",
        _ => "roc_auc",
    };

    /// <summary>The score of a task by its public name; null where it has none of that name.</summary>
    public static Score? Find(ScoreTask task, string name) => For(task).FirstOrDefault(score => score.Name == name);

    /// <exception cref="SakerException">The task has no score of that name; the message lists those it has.</exception>
    public static Score Get(ScoreTask task, string name) =>
        Find(task, name) ?? throw new SakerException(ErrorKind.InvalidInput, $"The score '{name}' is not known of this task; use one of: {string.Join(", ", For(task).Select(score => score.Name))}.", "score");

    public static Score? Find(string name) => s_all.FirstOrDefault(score => score.Name == name);

    /// <exception cref="SakerException">No score has that name; the message lists those there are.</exception>
    public static Score Get(string name) =>
        Find(name) ?? throw new SakerException(ErrorKind.InvalidInput, $"The score '{name}' is not known; use one of: {string.Join(", ", Names)}.", "score");
}
