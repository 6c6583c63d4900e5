using Saker.Learning.Estimation;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>What was estimated of a window when it had closed, without its outcomes.</summary>
public sealed record WindowEstimate
{
    /// <summary><c>cbpe</c>, <c>pape</c> or <c>dle</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Rows of the sample that it rests on.</summary>
    public required int RowCount { get; init; }

    public required IReadOnlyList<EstimatedScore> Scores { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public EstimatedScore? Find(string score) => Scores.FirstOrDefault(own => own.Name == score);

    internal static WindowEstimate Of(PerformanceEstimate estimate) => new()
    {
        Method = estimate.Method,
        RowCount = estimate.RowCount,
        Scores = [.. estimate.Scores.Select(score => new EstimatedScore(score.Name, score.Value, score.StandardError, score.Band?.Low, score.Band?.High, score.IsWorse))],
        Warnings = estimate.Warnings,
    };
}
