using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates;

/// <summary>From where to where a figure may lie, and whether its value or the ends of its interval must.</summary>
internal sealed record Bound
{
    public double? Min { get; init; }

    public double? Max { get; init; }

    public BoundSide Side { get; init; }

    /// <summary>Reads <c>min</c>, <c>max</c> and <c>by</c>. A gate must ask something: without either end that is a problem.</summary>
    /// <param name="settings">The gate's keys.</param>
    /// <param name="lowest">The least value that makes sense.</param>
    /// <param name="highest">The greatest.</param>
    public static Bound Read(Settings settings, double lowest, double highest)
    {
        var bound = new Bound { Min = settings.OptionalNumber("min", lowest, highest), Max = settings.OptionalNumber("max", lowest, highest), Side = ReadSide(settings) };
        if (!settings.Has("min") && !settings.Has("max"))
            settings.Report("", "nothing is asked; give min, max, or both.");
        else if (bound is { Min: { } min, Max: { } max } && min > max)
            settings.Report("min", FormattableString.Invariant($"{min} is above max, {max}; nothing can be both."));
        else if (bound.Side == BoundSide.Low && !settings.Has("min"))
            settings.Report("by", "low is about the lower end of the interval, which must reach min; there is only max. Use high, or value.");
        else if (bound.Side == BoundSide.High && !settings.Has("max"))
            settings.Report("by", "high is about the upper end of the interval, which may not exceed max; there is only min. Use low, or value.");
        return bound;
    }

    /// <summary>The same in one line, for programs; it changes only with what is asked.</summary>
    public string Terms => string.Create(CultureInfo.InvariantCulture, $"min={Min:R};max={Max:R};by={Side}");

    /// <summary>In words, as the end of a sentence: <c>at least 0.8, and the lower end of its interval too</c>.</summary>
    public string Words
    {
        get
        {
            var ends = (Min, Max) switch
            {
                ({ } min, { } max) => $"between {Show(min)} and {Show(max)}",
                ({ } min, null) => $"at least {Show(min)}",
                (null, { } max) => $"at most {Show(max)}",
                _ => "anything",
            };
            return Side switch
            {
                BoundSide.Low => $"{ends}, by the lower end of its interval",
                BoundSide.High => $"{ends}, by the upper end of its interval",
                BoundSide.Interval => $"{ends}, by both ends of its interval",
                _ => ends,
            };
        }
    }

    public GateOutcome Judge(double value, Interval interval)
    {
        if (double.IsNaN(value) || (Side != BoundSide.Value && !interval.IsKnown))
            return GateOutcome.NotMeasurable;
        var least = Side is BoundSide.Low or BoundSide.Interval ? interval.Low : value;
        var most = Side is BoundSide.High or BoundSide.Interval ? interval.High : value;
        return (Min is not { } min || least >= min) && (Max is not { } max || most <= max) ? GateOutcome.Passed : GateOutcome.Failed;
    }

    /// <summary>By how much it is missed; below 0 when it is not, NaN when that is not known.</summary>
    public double Shortfall(double value, Interval interval)
    {
        var least = Side is BoundSide.Low or BoundSide.Interval ? interval.Low : value;
        var most = Side is BoundSide.High or BoundSide.Interval ? interval.High : value;
        return Math.Max(Min - least ?? double.NegativeInfinity, most - Max ?? double.NegativeInfinity);
    }

    public static string Show(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A figure with its interval: <c>0.8471 (0.8233 to 0.8709 at 95%)</c>.</summary>
    public static string Show(double value, Interval interval) => double.IsNaN(value) ? "not defined"
        : interval.IsKnown ? string.Create(CultureInfo.InvariantCulture, $"{value:0.####} ({interval.Low:0.####} to {interval.High:0.####} at {interval.Level * 100:0.#}%)")
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    private static BoundSide ReadSide(Settings settings) => settings.Choice("by", "value", "value", "low", "high", "interval") switch
    {
        "low" => BoundSide.Low,
        "high" => BoundSide.High,
        "interval" => BoundSide.Interval,
        _ => BoundSide.Value,
    };
}
