using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores.Multiclass;

/// <summary>
/// The scores of classifiers of several classes. Averages are over the classes that occur among answers or predictions; a class
/// without predicted rows has precision 0, as scikit-learn has it.
/// </summary>
public static class MulticlassScores
{
    /// <summary>Those that need classes only, in the order to show them.</summary>
    private static readonly TaskScore<MulticlassPredictions>[] s_labels =
    [
        new("accuracy", "Accuracy", true, rows => ClassAgreement.Accuracy(rows), "wilson", (rows, level) => Proportion.Wilson(ClassAgreement.Hits(rows), rows.UnitCount, level)),
        new("balanced_accuracy", "Balanced accuracy", true, ClassAgreement.BalancedAccuracy),
        new("f1_macro", "F1, macro", true, rows => Averaged(rows, Average.Macro, own => own.F1)),
        new("f1_weighted", "F1, weighted", true, rows => Averaged(rows, Average.Weighted, own => own.F1)),
        new("f1_micro", "F1, micro", true, rows => Averaged(rows, Average.Micro, own => own.F1)),
        new("precision_macro", "Precision, macro", true, rows => Averaged(rows, Average.Macro, own => own.Precision)),
        new("precision_weighted", "Precision, weighted", true, rows => Averaged(rows, Average.Weighted, own => own.Precision)),
        new("precision_micro", "Precision, micro", true, rows => Averaged(rows, Average.Micro, own => own.Precision)),
        new("recall_macro", "Recall, macro", true, rows => Averaged(rows, Average.Macro, own => own.Recall)),
        new("recall_weighted", "Recall, weighted", true, rows => Averaged(rows, Average.Weighted, own => own.Recall)),
        new("recall_micro", "Recall, micro", true, rows => Averaged(rows, Average.Micro, own => own.Recall)),
        new("mcc", "Matthews correlation", true, ClassAgreement.Mcc),
        new("kappa", "Cohen's kappa", true, ClassAgreement.Kappa),
    ];

    private static readonly TaskScore<MulticlassPredictions>[] s_probabilities =
    [
        new("log_loss", "Log loss", false, ClassProbabilities.LogLoss),
        new("roc_auc_ovr", "ROC AUC, one versus rest", true, rows => ClassProbabilities.OneVersusRest(rows, isWeighted: false)),
        new("roc_auc_ovr_weighted", "ROC AUC, one versus rest, weighted", true, rows => ClassProbabilities.OneVersusRest(rows, isWeighted: true)),
        new("roc_auc_ovo", "ROC AUC, one versus one", true, ClassProbabilities.OneVersusOne),
        TopScore(2),
        TopScore(3),
    ];

    public static IReadOnlyList<TaskScore<MulticlassPredictions>> All { get; } = [.. s_labels, .. s_probabilities];

    /// <summary>The scores that rows have what is needed for.</summary>
    public static IReadOnlyList<TaskScore<MulticlassPredictions>> For(MulticlassPredictions rows) =>
        [.. s_labels, .. rows.HasProbabilities ? s_probabilities.Where(score => !IsAlwaysOne(score.Name, rows.Classes.Count)) : []];

    /// <summary>Whether a score counts a row as right whatever is answered: the first few classes, where there are no more.</summary>
    public static bool IsAlwaysOne(string score, int classCount) => score.StartsWith("top_", StringComparison.Ordinal) && score[4] - '0' >= classCount;

    private static TaskScore<MulticlassPredictions> TopScore(int count) => new(
        $"top_{count}_accuracy", $"Accuracy of the first {count}", true,
        rows => (double)ClassProbabilities.TopHits(rows, count) / rows.UnitCount,
        "wilson", (rows, level) => Proportion.Wilson(ClassProbabilities.TopHits(rows, count), rows.UnitCount, level));

    private static double Averaged(MulticlassPredictions rows, Average average, Func<ClassTally, double> score) => ClassTally.Over(ClassAgreement.Tallies(rows), average, score);
}
