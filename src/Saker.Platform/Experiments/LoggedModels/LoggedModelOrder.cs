namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>By what logged models are ordered.</summary>
/// <param name="Field">Such as <c>creation_timestamp</c> or <c>metrics.auc</c>.</param>
/// <param name="IsDescending">The greatest first.</param>
/// <param name="Dataset">For a metric, values on this dataset only; null for all.</param>
public sealed record LoggedModelOrder(string Field, bool IsDescending = false, DatasetScope? Dataset = null);
