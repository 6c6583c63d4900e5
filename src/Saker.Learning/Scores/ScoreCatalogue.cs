using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>The scores by public name.</summary>
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

    public static Score? Find(string name) => s_all.FirstOrDefault(score => score.Name == name);

    /// <exception cref="SakerException">No score has that name; the message lists those there are.</exception>
    public static Score Get(string name) =>
        Find(name) ?? throw new SakerException(ErrorKind.InvalidInput, $"The score '{name}' is not known; use one of: {string.Join(", ", Names)}.", "score");
}
