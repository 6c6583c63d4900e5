using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Tuning.Spaces;

/// <summary>A number of a range, both ends included.</summary>
public sealed record NumberParameter : SearchParameter
{
    // Numbers this far from 0 are exact in float64 and fit into decimals; so many values can be counted.
    private const double MaxSpaced = 1e15;
    private const double MaxCount = 1_000_000_000;
    private const double Slack = 1e-9;

    public required double From { get; init; }

    public required double To { get; init; }

    /// <summary>Whether equal ratios are equally likely, rather than equal differences; the range must then be above 0.</summary>
    public bool IsLog { get; init; }

    /// <summary>The distance between possible values, counted from <see cref="From"/>; null for any.</summary>
    public double? Step { get; init; }

    /// <summary>Whether only whole numbers are possible; values are then long.</summary>
    public bool IsWhole { get; init; }

    internal override int? ValueCount => Spacing is { } step ? (int)Math.Min(MaxCount, Count(step)) : null;

    private double Count(double step) => Math.Floor((To - From) / step + Slack) + 1;

    // Whole numbers on a logarithmic scale are spaced too, though not evenly.
    private double? Spacing => Step ?? (IsWhole ? 1 : null);

    private bool IsEven => Spacing is not null && !IsLog;

    private double Low => IsLog ? Math.Log(IsWhole ? From - 0.5 : From) : From;

    private double High => IsLog ? Math.Log(IsWhole ? To + 0.5 : To) : To;

    internal override IEnumerable<Problem> Faults()
    {
        if (!double.IsFinite(From) || !double.IsFinite(To) || From >= To)
            yield return new Problem("to", FormattableString.Invariant($"the range must go up: 'from' is {From} and 'to' is {To}."));
        if (IsLog && From <= 0)
            yield return new Problem("log", FormattableString.Invariant($"a logarithmic range must begin above 0; 'from' is {From}."));
        if (IsLog && Step is not null)
            yield return new Problem("step", "a logarithmic range has no even steps; leave 'step' or 'log' out.");
        if (Step is { } step && !(step > 0 && step <= To - From))
            yield return new Problem("step", FormattableString.Invariant($"the step must lie above 0 and fit in the range; got {step}."));
        if (Spacing is not null && (Math.Abs(From) > MaxSpaced || Math.Abs(To) > MaxSpaced))
            yield return new Problem("to", FormattableString.Invariant($"whole or stepped numbers lie between -{MaxSpaced} and {MaxSpaced}; leave 'step' and 'whole' out for others."));
        else if (IsEven && Spacing > 0 && Count(Spacing.Value) > MaxCount)
            yield return new Problem(Step is null ? "whole" : "step", FormattableString.Invariant($"these are {Count(Spacing.Value)} values, and {MaxCount} can be told apart; take a larger step, or a logarithmic range."));
        if (IsWhole && (From != Math.Floor(From) || To != Math.Floor(To) || (Step is { } whole && whole != Math.Floor(whole))))
            yield return new Problem("from", "only whole numbers are possible here, so 'from', 'to' and 'step' must be whole.");
    }

    internal override double Snap(double share)
    {
        if (Spacing is null)
            return Math.Clamp(share, 0, 1);
        if (IsEven)
            return (Math.Clamp((int)(share * ValueCount!.Value), 0, ValueCount.Value - 1) + 0.5) / ValueCount.Value;
        return WholeCoordinate(Math.Clamp(Math.Round(Math.Exp(Low + share * (High - Low))), From, To));
    }

    internal override object ValueAt(double coordinate)
    {
        if (IsEven)
        {
            // In decimals, so that a tenth stays a tenth.
            var value = (double)((decimal)From + (int)(coordinate * ValueCount!.Value) * (decimal)Spacing!.Value);
            return IsWhole ? (object)(long)value : value;
        }
        var along = Low + coordinate * (High - Low);
        var number = IsLog ? Math.Exp(along) : along;
        return IsWhole ? (object)(long)Math.Clamp(Math.Round(number), From, To) : Math.Clamp(number, From, To);
    }

    internal override double CoordinateOf(object value)
    {
        var number = value switch { long whole => whole, int whole => whole, double real => real, _ => double.NaN };
        if (!(number >= From && number <= To) || (IsWhole && number != Math.Floor(number)))
            return double.NaN;
        if (IsEven)
        {
            var position = Math.Round((number - From) / Spacing!.Value);
            return Math.Abs(From + position * Spacing.Value - number) > Slack * Math.Max(1, Math.Abs(number)) ? double.NaN : (position + 0.5) / ValueCount!.Value;
        }
        return IsWhole ? WholeCoordinate(number) : Math.Clamp(((IsLog ? Math.Log(number) : number) - Low) / (High - Low), 0, 1);
    }

    internal override object Typed(object value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return IsWhole ? (object)(long)number : number;
    }

    private protected override Dictionary<string, object?> DescribeRange()
    {
        var values = new Dictionary<string, object?> { ["from"] = From, ["to"] = To };
        if (IsLog)
            values["log"] = true;
        if (Step is { } step)
            values["step"] = step;

        // Said in any case: a text of whole numbers does not tell.
        values["whole"] = IsWhole;
        return values;
    }

    private double WholeCoordinate(double number) => (Math.Log(number) - Low) / (High - Low);
}
