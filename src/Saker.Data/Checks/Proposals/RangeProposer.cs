namespace Saker.Data.Checks.Proposals;

/// <summary>The smallest and the largest number, time or length of a text.</summary>
/// <remarks>
/// A bound that many values touch is taken as it is. Others get room: a tenth of the range, or by how much the future exceeded the past at some
/// place of the data, half as much again; more where the halves of the data lie apart. A side on which the future left the past by most of its range has no bound: it grows.
/// </remarks>
internal sealed class RangeProposer : IColumnProposer
{
    private const double Room = 0.1;
    private const double Ahead = 1.5;
    private const double Growth = 0.75;

    /// <summary>What is nearer to the smallest value is that value, rounded.</summary>
    private const double Power = 1e-9;

    /// <summary>Halves that are no further apart have the same ends.</summary>
    private const double Alike = 0.25;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (column.Count == 0 || column.Type == ColumnType.Boolean || column.IsCategory || column.IsTrending)
            yield break;
        var values = column.Measures;
        var ranked = new Ranked(values);
        var (low, high) = (Lower(values, column.Moved, tolerances), Upper(values, column.Moved, tolerances));
        if (ranked.Min >= 0 && !column.IsTime)
            low = Math.Max(low ?? 0, ranked.Min > 0 ? AsPower(values, ranked.Min, column.Moved, tolerances) : 0);
        if (ranked.Max <= 0)
            high = Math.Min(high ?? 0, 0);
        if (low is null && high is null)
            yield break;
        // An edge that values crowd at is one of the thing itself; others are only how far it went so far.
        var isHard = (low is null or 0 || IsCrowded(ranked.UpTo(low.Value), ranked)) && (high is null or 0 || IsCrowded(ranked.Count - ranked.Below(high.Value), ranked));
        yield return Draft(column, Tidy(column, low, ranked.Min, Numbers.Down), Tidy(column, high, ranked.Max, Numbers.Up), isHard ? 1 : tolerances.Nearly(column.Count), Reason(column, ranked));
    }

    /// <summary>A check that numbers, times or lengths lie between two bounds.</summary>
    public static CheckDraft Draft(SampleColumn column, double? low, double? high, double mostly, string reason)
    {
        var keys = new List<(string, object)>(3);
        if (low is { } min)
            keys.Add(("min", column.IsTime ? Moment(min).Date : min));
        if (high is { } max)
            keys.Add(("max", column.IsTime ? Moment(EndOfDay(max)) : max));
        if (mostly < 1)
            keys.Add(("mostly", mostly));
        return new CheckDraft(column.IsTime ? "date_range" : column.IsText ? "length" : "range", column.Name, reason, keys);
    }

    /// <summary>The last second of that day, in seconds since 1970.</summary>
    public static double EndOfDay(double seconds) => (Math.Floor(seconds / 86_400) * 86_400) + 86_399;

    /// <summary>The largest value that may come; null when there can be no bound.</summary>
    /// <param name="values">The numbers, in order of the rows.</param>
    /// <param name="moved">See <see cref="SampleColumn.Moved"/>.</param>
    /// <param name="tolerances">How much room bounds leave.</param>
    public static double? Upper(double[] values, double moved, Tolerances tolerances) => -Lower([.. values.Select(value => -value)], moved, tolerances);

    /// <summary>The smallest value that may come; null when there can be no bound.</summary>
    /// <inheritdoc cref="Upper" path="/param"/>
    public static double? Lower(double[] values, double moved, Tolerances tolerances)
    {
        var ranked = new Ranked(values);
        var (min, range) = (ranked.Min, ranked.Max - ranked.Min);
        if (range == 0 || !double.IsFinite(range))
            return range == 0 ? min : null;
        var exceeded = 0.0;
        foreach (var (before, after) in Walk.Growing(values.Length))
        {
            var past = new Ranked(before.Of(values));
            var under = past.Min - new Ranked(after.Of(values)).Min;
            // What little had been seen at first was left soon, and tells less.
            var weight = Math.Min(1, 2.0 * before.Count / values.Length);
            if (weight == 1 && under > Growth * (past.Max - past.Min))
                return null;
            exceeded = Math.Max(exceeded, weight * under);
        }
        var touched = ranked.UpTo(min);
        if (exceeded == 0 && moved <= Alike && touched >= 5 && touched >= values.Length / 500)
            return min;
        return min - (tolerances.Factor * Math.Max((Room + (2 * Math.Max(moved - Alike, 0))) * range, Ahead * exceeded));
    }

    /// <summary>The smallest value that may come, by orders of magnitude: of sizes, prices and counts, which are never near 0, cut ones are.</summary>
    private static double AsPower(double[] values, double min, double moved, Tolerances tolerances) =>
        Lower([.. values.Select(value => Math.Log(value))], moved, tolerances) is { } low && Math.Exp(low) < min * (1 - Power) ? Math.Exp(low) : 0;

    private static bool IsCrowded(int touched, Ranked ranked) => touched >= 5 && touched >= ranked.Count / 50;

    /// <summary>A bound with no more digits than make sense; one that values touch stays as it is.</summary>
    private static double? Tidy(SampleColumn column, double? bound, double touched, Func<double, double, double> round)
    {
        if (bound is not { } value || value.Equals(touched))
            return bound;
        var isWhole = column.IsText || column.Type is ColumnType.Int32 or ColumnType.Int64;
        var tidy = round(value, Math.Abs(touched - value));
        return isWhole ? value < touched ? Math.Floor(tidy) : Math.Ceiling(tidy) : tidy;
    }

    private static string Reason(SampleColumn column, Ranked ranked)
    {
        var values = FormattableString.Invariant($"{column.Count} values");
        if (column.IsTime)
            return FormattableString.Invariant($"{values} from {Moment(ranked.Min):yyyy-MM-dd HH:mm} to {Moment(ranked.Max):yyyy-MM-dd HH:mm}");
        return $"{values} from {Numbers.Show(ranked.Min)} to {Numbers.Show(ranked.Max)}{(column.IsText ? " characters" : "")}";
    }

    private static DateTime Moment(double seconds) => DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, -6e10, 2.5e11));
}
