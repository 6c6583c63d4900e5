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
        new("accuracy", "Accuracy", higherIsBetter: true, (target, probability, threshold) => Confusion.Count(target, probability, threshold).Accuracy),
        new("f1", "F1", higherIsBetter: true, (target, probability, threshold) => Confusion.Count(target, probability, threshold).F1),
        new("precision", "Precision", higherIsBetter: true, (target, probability, threshold) => Confusion.Count(target, probability, threshold).Precision),
        new("recall", "Recall", higherIsBetter: true, (target, probability, threshold) => Confusion.Count(target, probability, threshold).Recall),
    ];

    public static IReadOnlyList<Score> All => s_all;

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(score => score.Name)];

    public static Score? Find(string name) => s_all.FirstOrDefault(score => score.Name == name);

    /// <exception cref="SakerException">No score has that name; the message lists those there are.</exception>
    public static Score Get(string name) =>
        Find(name) ?? throw new SakerException(ErrorKind.InvalidInput, $"The score '{name}' is not known; use one of: {string.Join(", ", Names)}.", "score");
}
