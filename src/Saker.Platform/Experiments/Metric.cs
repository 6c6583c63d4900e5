namespace Saker.Platform.Experiments;

/// <summary>One logged value of a metric.</summary>
/// <param name="Key">Its name, such as <c>cv.roc_auc</c>.</param>
/// <param name="Value">May be NaN or infinite.</param>
/// <param name="Step">Position in the metric's history: a fold, an epoch.</param>
/// <param name="LoggedAt">When it was logged.</param>
public sealed record Metric(string Key, double Value, long Step, DateTimeOffset LoggedAt)
{
    /// <summary>The logged model that was measured, if it was one.</summary>
    public string? ModelId { get; init; }

    /// <summary>The dataset that it was measured on, if that is known.</summary>
    public string? DatasetName { get; init; }

    public string? DatasetDigest { get; init; }
}
