namespace Saker.Learning.Scores;

/// <summary>A confidence interval. Both ends are NaN when it cannot be had from the rows that are there.</summary>
/// <param name="Low">Its lower end, in the unit of what it is about.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Level">The share of samples whose interval holds the truth, 0 to 1.</param>
public readonly record struct Interval(double Low, double High, double Level)
{
    /// <summary>The level when none is asked for.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>An interval that says nothing.</summary>
    public static Interval Unknown { get; } = new(double.NaN, double.NaN, DefaultLevel);

    public bool IsKnown => !double.IsNaN(Low) && !double.IsNaN(High);

    public bool Contains(double value) => value >= Low && value <= High;
}
