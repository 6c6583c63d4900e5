namespace Saker.Platform.Monitoring.Performance;

/// <summary>What was measured of a window once its outcomes were there.</summary>
public sealed record WindowScores
{
    /// <summary>Joined pairs of the window when it was measured.</summary>
    public required long PairCount { get; init; }

    /// <summary>When the last value of them came: a correction changes it.</summary>
    public DateTimeOffset? LastReceivedAt { get; init; }

    /// <summary>When they were measured.</summary>
    public DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Of these, those that the scores rest on: what cannot be scored, or stands for less traffic, is left out.</summary>
    public required int UsedCount { get; init; }

    /// <summary>How long after their predictions outcomes became known, on average, in seconds.</summary>
    public required double LagSeconds { get; init; }

    public required IReadOnlyList<WindowScore> Scores { get; init; }

    /// <summary>Given when the window is first measured, and again when its outcomes have doubled; null where there is no evaluation to compare with.</summary>
    public DecayVerdict? Decay { get; init; }

    public WindowScore? Find(string score) => Scores.FirstOrDefault(own => own.Name == score);
}
