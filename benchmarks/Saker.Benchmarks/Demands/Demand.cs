namespace Saker.Benchmarks.Demands;

/// <summary>One measure, ours beside the peer's, and whether what is demanded of it holds.</summary>
internal sealed record Demand
{
    public required string Measure { get; init; }

    /// <summary>Of <see cref="Ours"/> and <see cref="Peers"/>: s, us, or nothing.</summary>
    public required string Unit { get; init; }

    public required double Ours { get; init; }

    /// <summary>Null when no peer is measured.</summary>
    public required double? Peers { get; init; }

    /// <summary>Ours over the peer's; with repeats, the median of the ratios of each side-by-side pair, not the ratio of the medians.</summary>
    public required double? Ratio { get; init; }

    /// <summary>In words: <c>ratio at most 1</c>.</summary>
    public required string Goal { get; init; }

    public required bool Holds { get; init; }

    /// <summary>A time that may be at most <paramref name="maxRatio"/> of the peer's.</summary>
    public static Demand Time(string measure, string unit, SideBySide times, double maxRatio) => new()
    {
        Measure = measure,
        Unit = unit,
        Ours = times.Ours,
        Peers = times.Peers,
        Ratio = times.Ratio,
        Goal = FormattableString.Invariant($"ratio at most {maxRatio:0.##}"),
        Holds = times.Ratio <= maxRatio,
    };

    /// <summary>A rate, the more the better, that must be at least <paramref name="minRatio"/> of the peer's.</summary>
    public static Demand Rate(string measure, string unit, SideBySide rates, double minRatio) => new()
    {
        Measure = measure,
        Unit = unit,
        Ours = rates.Ours,
        Peers = rates.Peers,
        Ratio = rates.Ratio,
        Goal = FormattableString.Invariant($"ratio at least {minRatio:0.##}"),
        Holds = rates.Ratio >= minRatio,
    };

    /// <summary>A value without a peer that may be at most <paramref name="max"/>.</summary>
    public static Demand AtMost(string measure, string unit, double value, double max) => new()
    {
        Measure = measure,
        Unit = unit,
        Ours = value,
        Peers = null,
        Ratio = null,
        Goal = FormattableString.Invariant($"at most {max:0.##} {unit}").TrimEnd(),
        Holds = value <= max,
    };

    /// <summary>A quality, the more the better, that may fall short of the peer's by at most <paramref name="tolerance"/>.</summary>
    public static Demand Quality(string measure, SideBySide values, double tolerance) => new()
    {
        Measure = measure,
        Unit = "",
        Ours = values.Ours,
        Peers = values.Peers,
        Ratio = values.Ratio,
        Goal = FormattableString.Invariant($"at least the peer's - {tolerance:0.####}"),
        Holds = values.Ours >= values.Peers - tolerance,
    };
}
