namespace Saker.Platform.Experiments;

/// <summary>One logged value of a metric.</summary>
/// <param name="Key">Its name, such as <c>cv.roc_auc</c>.</param>
/// <param name="Value">May be NaN or infinite.</param>
/// <param name="Step">Position in the metric's history: a fold, an epoch.</param>
/// <param name="LoggedAt">When it was logged.</param>
public sealed record Metric(string Key, double Value, long Step, DateTimeOffset LoggedAt);
