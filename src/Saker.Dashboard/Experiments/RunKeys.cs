namespace Saker.Dashboard.Experiments;

/// <summary>The tags and metrics that a pipeline's runs carry.</summary>
internal static class RunKeys
{
    public const string Kind = "saker.kind";
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
}
