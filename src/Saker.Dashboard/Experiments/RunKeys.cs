using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>The tags and metrics that a pipeline's runs carry.</summary>
internal static class RunKeys
{
    public const string Kind = "saker.kind";
    public const string PipelineKind = "pipeline";
    public const string Candidate = "candidate";
    public const string Best = "saker.best";
    public const string Selection = "saker.selection";
    public const string Leakage = "saker.leakage";
    public const string Dataset = "saker.dataset";
    public const string Failure = "saker.failure";
    public const string Title = "saker.title";
    public const string Model = "saker.model";
    public const string FitSeconds = "fit_seconds";
    public const string DurationSeconds = "duration_seconds";
    public const string TestRocAuc = "test.roc_auc";
    public const string TestF1 = "test.f1";

    /// <summary>Scores on the held-out rows, in the order they are shown, with their titles.</summary>
    public static readonly (string Key, string Title)[] Test =
    [
        (TestRocAuc, "ROC AUC"),
        ("test.pr_auc", "PR AUC"),
        ("test.accuracy", "Accuracy"),
        ("test.precision", "Precision"),
        ("test.recall", "Recall"),
        (TestF1, "F1"),
        ("test.log_loss", "Log loss"),
        ("test.brier", "Brier"),
        ("test.expected_calibration_error", "Calibration error"),
    ];

    // Of several classes and of numbers, which have no ROC AUC of one positive class.
    private static readonly (string Key, string Title)[] s_otherTest =
    [
        ("test.accuracy", "Accuracy"),
        ("test.f1_macro", "F1, macro"),
        ("test.log_loss", "Log loss"),
        ("test.roc_auc_ovr", "ROC AUC, one versus rest"),
        ("test.mcc", "Matthews correlation"),
        ("test.rmse", "Root mean squared error"),
        ("test.mae", "Mean absolute error"),
        ("test.r2", "R squared"),
        ("test.bias", "Size of the mean error"),
    ];

    /// <summary>The scores on the held-out rows that a run has, with their titles; none of runs that are no training of a pipeline and have no ROC AUC.</summary>
    public static IReadOnlyList<(string Title, double Value)> ScoresOf(Run run)
    {
        var isBinary = run.Metrics.ContainsKey(TestRocAuc);
        return !isBinary && run.Tags.GetValueOrDefault(Kind) != PipelineKind ? []
            : [.. (isBinary ? Test : s_otherTest).Where(score => run.Metrics.ContainsKey(score.Key)).Select(score => (score.Title, run.Metrics[score.Key]))];
    }
}
