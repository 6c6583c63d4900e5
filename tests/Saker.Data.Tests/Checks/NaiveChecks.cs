using System.Globalization;

namespace Saker.Data.Tests.Checks;

/// <summary>The checks of <see cref="CheckSamples"/> evaluated row by row in plain C#, without any SQL and without the code of the checks.</summary>
internal static class NaiveChecks
{
    private static readonly string[] Listed = ["a", "b", "1"];

    /// <param name="name">The kind.</param>
    /// <param name="rows">The rows that the check is about.</param>
    /// <param name="now">The time of the run.</param>
    public static NaiveOutcome Of(string name, IReadOnlyList<NaiveRow> rows, DateTime now) => OfRows(name, rows, now) ?? NaiveOutcome.Table(OfTable(name, rows, now));

    private static NaiveOutcome? OfRows(string name, IReadOnlyList<NaiveRow> rows, DateTime now) => name switch
    {
        "any_not_null" => NaiveOutcome.Each(rows, row => row.Text is not null || row.Double is not null),
        "columns_differ" => NaiveOutcome.Each(rows, row => row.Whole is null || row.Small is null || row.Whole != row.Small),
        "columns_sum" => NaiveOutcome.Each(rows, row => row.Whole + row.Small is { } sum ? sum is >= -10 and <= 10 : null),
        "change" => NaiveOutcome.Successive(rows, row => row.Whole, (before, value) => Math.Abs((double)value - before) <= 3 * Math.Abs((double)before)),
        "combination_in_set" => NaiveOutcome.Each(rows, row => row.Code is null || row.Flag is null ? null : (row.Code, row.Flag) is ("a", true) or ("1", false)),
        "compare" => NaiveOutcome.Each(rows, row => row.Whole is null || row.Small is null ? null : row.Whole <= row.Small),
        "contains" => NaiveOutcome.Each(rows, row => row.Text?.Contains('a')),
        "date_range" => NaiveOutcome.Each(rows, row => row.Day is { } day ? day >= new DateTime(2024, 1, 1) && day <= new DateTime(2024, 6, 30, 10, 0, 0) : null),
        "datetime_format" => NaiveOutcome.Each(rows, row => row.Written is { } text ? text is "31.01.2024" or "1.1.2024" : null),
        "decimals" => NaiveOutcome.Each(rows, row => row.Double is { } number ? number != Math.Floor(number) : null),
        "decreasing" => NaiveOutcome.Successive(rows, row => row.Whole, (before, value) => value < before),
        "email" or "ip_address" or "json" or "url" or "uuid" => NaiveOutcome.Each(rows, row => row.Format is { } text ? CheckTables.Formats[text].Contains(name) : null),
        "ends_with" => NaiveOutcome.Each(rows, row => row.Text?.EndsWith('a')),
        "foreign_key" => NaiveOutcome.Each(rows, row => row.Code is { } code ? code is "a" or "b" : null),
        "functional_dependency" => NaiveOutcome.Keyed(rows.Where(row => row.Flag is not null), row => [row.Code], (first, row) => first.Flag == row.Flag),
        "gap" => NaiveOutcome.Successive(rows, row => row.Instant, (before, value) => (value - before).Duration() <= TimeSpan.FromMinutes(90)),
        "in_set" => NaiveOutcome.Each(rows, row => row.Code is { } code ? Listed.Contains(code) : null),
        "increasing" => NaiveOutcome.Successive(rows, row => row.Whole, (before, value) => value > before),
        "is_null" => NaiveOutcome.Each(rows, row => row.Text is null),
        "length" => NaiveOutcome.Each(rows, row => row.Text is { } text ? text.EnumerateRunes().Count() is >= 1 and <= 3 : null),
        "like" => NaiveOutcome.Each(rows, row => row.Text?.StartsWith("a", StringComparison.OrdinalIgnoreCase)),
        "matches" => NaiveOutcome.Each(rows, row => row.Text is { } text ? text.Length > 0 && text.All(letter => letter is 'a' or 'b') : null),
        "not_blank" => NaiveOutcome.Each(rows, row => row.Text is { } text ? text.Trim().Length > 0 : null),
        "not_in_future" => NaiveOutcome.Each(rows, row => row.Instant is { } instant ? instant <= now : null),
        "not_in_set" => NaiveOutcome.Each(rows, row => row.Code is { } code ? code is not ("a" or "1") : null),
        "not_like" => NaiveOutcome.Each(rows, row => row.Text is { } text ? !(text.Length >= 2 && text[1] is 'b' or 'B') : null),
        "not_matches" => NaiveOutcome.Each(rows, row => row.Text is { } text ? !text.Contains('b') : null),
        "not_negative" => NaiveOutcome.Each(rows, row => row.Whole is { } whole ? whole >= 0 : null),
        "not_null" => NaiveOutcome.Each(rows, row => row.Text is not null),
        "of_type" => NaiveOutcome.Each(rows, row => row.Written is { } text ? text is "12" or "-3" or "007" : null),
        "outliers" => Outliers(rows),
        "positive" => NaiveOutcome.Each(rows, row => row.Whole is { } whole ? whole > 0 : null),
        "range" => NaiveOutcome.Each(rows, row => row.Whole is { } whole ? whole is > -2 and < 3 : null),
        "repeats" => NaiveOutcome.Successive<int>(rows, row => row.Code is { } code ? code.Aggregate(7, (hash, letter) => (hash * 31) + letter) : null, (before, value) => before == value),
        "row_rule" => NaiveOutcome.Each(rows, Rule),
        "sequence" => NaiveOutcome.Successive(rows, row => row.Whole, (before, value) => value == before + 2),
        "starts_with" => NaiveOutcome.Each(rows, row => row.Text?.StartsWith('a')),
        "unique" => NaiveOutcome.Keyed(rows, row => [row.Code, row.Small], (_, _) => false),
        _ => null,
    };

    private static bool OfTable(string name, IReadOnlyList<NaiveRow> rows, DateTime now)
    {
        double[] wholes = [.. rows.Where(row => row.Whole is not null).Select(row => (double)row.Whole!)];
        string[] codes = [.. rows.Select(row => row.Code).OfType<string>()];
        var missing = rows.Count(row => row.Text is null);
        var distinct = codes.Distinct().Count();
        return name switch
        {
            "completeness" => rows.Count == 0 || rows.Count - missing >= 0.5 * rows.Count,
            "null_share" => rows.Count == 0 || missing <= 0.1 * rows.Count,
            "contains_values" => codes.Contains("a") && codes.Contains("b"),
            "same_set" => distinct == 3 && codes.All(code => code is "a" or "b" or "c"),
            "most_common" => codes.Length == 0 || codes.Count(code => code == "a") == codes.GroupBy(code => code).Max(group => group.Count()),
            "distinct_count" => distinct is >= 2 and <= 4,
            "distinct_share" => codes.Length == 0 || ((double)distinct / codes.Length) is >= 0.1 and <= 0.9,
            "entropy" => codes.Length == 0 || Entropy(codes) is >= 0.5 and <= 2,
            "min" => wholes.Length == 0 || wholes.Min() is >= -5 and <= -3,
            "max" => wholes.Length == 0 || wholes.Max() is >= 3 and <= 5,
            "mean" => wholes.Length == 0 || wholes.Average() is >= -1 and <= 1,
            "mean_length" => rows.All(row => row.Text is null) || rows.Where(row => row.Text is not null).Average(row => row.Text!.EnumerateRunes().Count()) is >= 1 and <= 2,
            "median" => wholes.Length == 0 || Quantile(wholes, 0.5) is >= -1 and <= 1,
            "quantile" => wholes.Length == 0 || Quantile(wholes, 0.75) is >= 0 and <= 4,
            "sum" => wholes.Length == 0 || wholes.Sum() is >= -20 and <= 20,
            "std" => wholes.Length < 2 || Deviation(wholes) <= 4,
            "correlation" => Correlation(rows) is not { } correlation || correlation is >= -0.5 and <= 0.5,
            "share" => wholes.Length == 0 || wholes.Average(whole => whole > 0 ? 1 : 0) is >= 0.2 and <= 0.8,
            "distribution" => wholes.Length == 0 || Math.Abs(wholes.Average(whole => whole <= 0 ? 1 : 0) - 0.5) <= 0.3,
            "freshness" => rows.Max(row => row.Day) is { } latest && now - latest <= TimeSpan.FromDays(2),
            "row_count" => rows.Count is >= 5 and <= 50,
            "row_count_equals" => Math.Abs(rows.Count - CheckOracleTests.OtherRows) <= 0.1 * CheckOracleTests.OtherRows,
            "table_rule" => wholes.Length == 0 ? rows.Count == 0 : wholes.Sum() < rows.Count,
            "column_exists" or "column_count" => true,
            "schema" => false,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not evaluated here."),
        };
    }

    private static bool? Rule(NaiveRow row)
    {
        // SQL's three-valued OR.
        bool? compared = row.Whole is null || row.Small is null ? null : row.Whole > row.Small;
        return compared == true || row.Flag == true ? true : compared is null || row.Flag is null ? null : false;
    }

    private static NaiveOutcome Outliers(IReadOnlyList<NaiveRow> rows)
    {
        double[] numbers = [.. rows.Select(row => row.Double).OfType<double>()];
        if (numbers.Length == 0)
            return new NaiveOutcome(0, []);
        var (low, high) = (Quantile(numbers, 0.25), Quantile(numbers, 0.75));
        var reach = 1.2 * (high - low);
        return NaiveOutcome.Each(rows, row => row.Double is { } number ? number >= low - reach && number <= high + reach : null);
    }

    private static double Quantile(double[] values, double quantile)
    {
        var sorted = values.Order().ToArray();
        var at = quantile * (sorted.Length - 1);
        var below = (int)Math.Floor(at);
        return sorted[below] + ((at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static double Entropy(string[] values) =>
        Math.Max(0, -values.GroupBy(value => value).Select(group => (double)group.Count() / values.Length).Sum(share => share * Math.Log2(share)));

    private static double? Correlation(IReadOnlyList<NaiveRow> rows)
    {
        var pairs = rows.Where(row => row.Whole is not null && row.Double is not null).Select(row => (X: (double)row.Whole!, Y: row.Double!.Value)).ToArray();
        if (pairs.Length < 2)
            return null;
        var (meanX, meanY) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        var spread = Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.X - meanX, 2)) * pairs.Sum(pair => Math.Pow(pair.Y - meanY, 2)));
        return spread == 0 ? null : pairs.Sum(pair => (pair.X - meanX) * (pair.Y - meanY)) / spread;
    }
}
