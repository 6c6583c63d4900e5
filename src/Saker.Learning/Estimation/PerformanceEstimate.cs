namespace Saker.Learning.Estimation;

/// <summary>How well a model is expected to do on rows whose answers are not known.</summary>
public sealed record PerformanceEstimate
{
    /// <summary><c>cbpe</c> (from calibrated confidence), <c>pape</c> (from confidence calibrated for these very rows) or <c>dle</c> (from predicted losses).</summary>
    public required string Method { get; init; }

    public required int RowCount { get; init; }

    /// <summary>In the order to show them.</summary>
    public required IReadOnlyList<ScoreEstimate> Scores { get; init; }

    /// <summary>What a reader should know, such as too few reference rows for thresholds.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>A score by its public name; null when it is not estimated.</summary>
    public ScoreEstimate? Find(string score) => Scores.FirstOrDefault(own => own.Name == score);
}
