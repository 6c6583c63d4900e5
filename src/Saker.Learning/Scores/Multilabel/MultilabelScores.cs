using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores.Multilabel;

/// <summary>The scores of predictions of several labels at once; a label or row with nothing to find and nothing found counts 0, as scikit-learn has it.</summary>
public static class MultilabelScores
{
    private static readonly TaskScore<MultilabelPredictions>[] s_labels =
    [
        new("subset_accuracy", "Rows with all labels right", true, rows => (double)Exact(rows) / rows.UnitCount, "wilson", (rows, level) => Proportion.Wilson(Exact(rows), rows.UnitCount, level)),
        new("hamming_loss", "Hamming loss", false, rows => rows.ByRow.Sum(own => own.FalsePositives + own.FalseNegatives) / rows.Target.Length),
        new("jaccard_samples", "Jaccard, mean over rows", true, rows => rows.ByRow.Average(own => own.Jaccard)),
        new("jaccard_macro", "Jaccard, macro", true, rows => ClassTally.Over(rows.ByLabel, Average.Macro, own => own.Jaccard)),
        new("jaccard_micro", "Jaccard, micro", true, rows => ClassTally.Over(rows.ByLabel, Average.Micro, own => own.Jaccard)),
        new("f1_samples", "F1, mean over rows", true, rows => rows.ByRow.Average(own => own.F1)),
        new("f1_macro", "F1, macro", true, rows => ClassTally.Over(rows.ByLabel, Average.Macro, own => own.F1)),
        new("f1_weighted", "F1, weighted", true, rows => ClassTally.Over(rows.ByLabel, Average.Weighted, own => own.F1)),
        new("f1_micro", "F1, micro", true, rows => ClassTally.Over(rows.ByLabel, Average.Micro, own => own.F1)),
        new("precision_macro", "Precision, macro", true, rows => ClassTally.Over(rows.ByLabel, Average.Macro, own => own.Precision)),
        new("precision_micro", "Precision, micro", true, rows => ClassTally.Over(rows.ByLabel, Average.Micro, own => own.Precision)),
        new("recall_macro", "Recall, macro", true, rows => ClassTally.Over(rows.ByLabel, Average.Macro, own => own.Recall)),
        new("recall_micro", "Recall, micro", true, rows => ClassTally.Over(rows.ByLabel, Average.Micro, own => own.Recall)),
    ];

    private static readonly TaskScore<MultilabelPredictions>[] s_values =
    [
        new("roc_auc_macro", "ROC AUC, macro", true, LabelRanking.MeanArea),
        new("ranking_precision", "Label ranking average precision", true, LabelRanking.AveragePrecision),
    ];

    public static IReadOnlyList<TaskScore<MultilabelPredictions>> All { get; } = [.. s_labels, .. s_values];

    /// <summary>The scores that rows have what is needed for.</summary>
    public static IReadOnlyList<TaskScore<MultilabelPredictions>> For(MultilabelPredictions rows) => rows.HasValues ? All : s_labels;

    private static int Exact(MultilabelPredictions rows) => rows.ByRow.Count(own => own.FalsePositives + own.FalseNegatives == 0);
}
