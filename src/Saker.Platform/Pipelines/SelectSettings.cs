namespace Saker.Platform.Pipelines;

/// <summary>How candidates are compared.</summary>
public sealed record SelectSettings
{
    /// <summary>Stratified folds, 2 to 50.</summary>
    public int FoldCount { get; init; } = 5;

    /// <summary>The score that decides, by its public name, such as <c>roc_auc</c>.</summary>
    public string Score { get; init; } = "roc_auc";
}
