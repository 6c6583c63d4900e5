using System.Text.Json;
using Saker.Dashboard.Watching;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Dashboard.Performance;

/// <summary>A score of one version over time, as the chart takes it: measured with its interval, estimated with its error, and what the evaluation said.</summary>
internal sealed record ScoreMessage
{
    /// <summary>Where each window begins, milliseconds since 1970.</summary>
    public required IReadOnlyList<long> At { get; init; }

    public required IReadOnlyList<double?> Measured { get; init; }

    public required IReadOnlyList<double?> Low { get; init; }

    public required IReadOnlyList<double?> High { get; init; }

    public required IReadOnlyList<double?> Estimated { get; init; }

    public required IReadOnlyList<bool> Decayed { get; init; }

    /// <summary>Of the evaluation; null without one.</summary>
    public double? Evaluation { get; init; }

    /// <summary>Below or above which an estimate is worse than the reference lets expect; null where there is no such threshold.</summary>
    public double? Threshold { get; init; }

    /// <summary>Empty where there is nothing to draw.</summary>
    public static string Write(VersionPerformance version, string score)
    {
        var windows = version.Windows.Where(window => window.Scores?.Find(score) is not null || window.Estimate?.Find(score) is not null).ToList();
        if (windows.Count == 0)
            return "";
        var band = windows.Select(window => window.Estimate?.Find(score)).LastOrDefault(estimate => estimate is not null);
        var higherIsBetter = version.Evaluation?.Find(score)?.HigherIsBetter ?? true;
        return JsonSerializer.Serialize(
            new ScoreMessage
            {
                At = [.. windows.Select(window => window.StartedAt.ToUnixTimeMilliseconds())],
                Measured = [.. windows.Select(window => Finite(window.Scores?.Find(score)?.Value))],
                Low = [.. windows.Select(window => Finite(window.Scores?.Find(score)?.Low))],
                High = [.. windows.Select(window => Finite(window.Scores?.Find(score)?.High))],
                Estimated = [.. windows.Select(window => Finite(window.Estimate?.Find(score)?.Value))],
                Decayed = [.. windows.Select(window => window.Scores?.Decay is { IsDecayed: true } verdict && verdict.Score == score)],
                Evaluation = Finite(version.Evaluation?.Find(score)?.Value),
                Threshold = Finite(higherIsBetter ? band?.Low : band?.High),
            },
            WatchJson.Default.ScoreMessage);
    }

    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? Math.Round(known, 6) : null;
}
