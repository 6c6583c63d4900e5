namespace Saker.Benchmarks.Demands;

/// <summary>One measure, ours beside the peer's, and whether what is demanded of it holds.</summary>
internal sealed record Demand
{
    public required string Measure { get; init; }

    /// <summary>Of <see cref="Ours"/> and <see cref="Peers"/>: s, us, or nothing.</summary>
    public required string Unit { get; init; }

    /// <summary>Null when it could not be measured.</summary>
    public required double? Ours { get; init; }

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

    /// <summary>A share or a count, the more the better, that must be at least <paramref name="min"/>.</summary>
    public static Demand AtLeast(string measure, double value, double min) => Alone(measure, value, FormattableString.Invariant($"at least {min:0.##}"), value >= min);

    /// <summary>An error, whose size is a power of ten, that may be at most <paramref name="max"/>.</summary>
    public static Demand Bound(string measure, double error, double max) => Alone(measure, error, FormattableString.Invariant($"at most {max:0e0}"), error <= max);

    /// <summary>A value beside what theory says of it, which may differ by a share of <paramref name="tolerance"/>.</summary>
    public static Demand Theory(string measure, double value, double theory, double tolerance) => Alone(measure, value, FormattableString.Invariant($"ratio {1 - tolerance:0.##} to {1 + tolerance:0.##}"), Math.Abs((value / theory) - 1) <= tolerance) with
    {
        Peers = theory,
        Ratio = value / theory,
    };

    /// <summary>A value that nothing is demanded of.</summary>
    public static Demand Shown(string measure, double value) => Alone(measure, value, "none", holds: true);

    /// <summary>What could not be measured here, and why; that is no failure.</summary>
    public static Demand NotMeasured(string measure, string reason) => Alone(measure, null, $"not measured: {reason}", holds: true);

    private static Demand Alone(string measure, double? value, string goal, bool holds) => new()
    {
        Measure = measure,
        Unit = "",
        Ours = value,
        Peers = null,
        Ratio = null,
        Goal = goal,
        Holds = holds,
    };
}
