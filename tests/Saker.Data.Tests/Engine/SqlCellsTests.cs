using Saker.Data.Engine;

namespace Saker.Data.Tests.Engine;

public sealed class SqlCellsTests
{
    private const string Day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    /// <summary>What fits a type, said slowly: by a pattern of the whole text.</summary>
    public static TheoryData<ColumnType, string, string> Definitions => new()
    {
        { ColumnType.Int64, "regexp_full_match(t, '[+-]?[0-9]+')", "TRY_CAST(t AS BIGINT)" },
        { ColumnType.Int32, "regexp_full_match(t, '[+-]?[0-9]+')", "TRY_CAST(t AS INTEGER)" },
        { ColumnType.Float64, "regexp_full_match(t, '[+-]?[0-9]*([.][0-9]*)?([eE][+-]?[0-9]+)?') AND isfinite(TRY_CAST(t AS DOUBLE))", "TRY_CAST(t AS DOUBLE)" },
        { ColumnType.Float32, "regexp_full_match(t, '[+-]?[0-9]*([.][0-9]*)?([eE][+-]?[0-9]+)?') AND isfinite(TRY_CAST(t AS FLOAT))", "TRY_CAST(t AS FLOAT)" },
        { ColumnType.Date, $"regexp_full_match(t, '{Day}') AND NOT starts_with(t, '0000')", "TRY_CAST(t AS DATE)" },
        {
            ColumnType.Timestamp,
            $"regexp_full_match(t, '{Day}([ T][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]{{1,9}})?)?(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)?)?') AND NOT starts_with(t, '0000')",
            "CASE WHEN regexp_matches(t, ':.*[+-]') THEN make_timestamp(epoch_us(TRY_CAST(t AS TIMESTAMPTZ))) ELSE TRY_CAST(t AS TIMESTAMP) END"
        },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Quick_casts_take_what_the_patterns_take(ColumnType type, string pattern, string cast)
    {
        using var connection = SqlEngine.Connect();
        var texts = new Table([Column.OfText("t", [.. Texts(new Random(4)).Distinct()])]);
        TableLoader.Load(connection, $"cells_{type}", texts, keepNaN: true, TestContext.Current.CancellationToken);
        var different = connection.QueryAll(
            $"SELECT t, CAST({SqlCells.Cast("t", type)} AS VARCHAR) AS quick, CAST(slow AS VARCHAR) AS slow FROM (SELECT c0 AS t, CASE WHEN {pattern.Replace("(t,", "(c0,", StringComparison.Ordinal).Replace("(t AS", "(c0 AS", StringComparison.Ordinal)} "
            + $"THEN {cast.Replace("(t,", "(c0,", StringComparison.Ordinal).Replace("(t AS", "(c0 AS", StringComparison.Ordinal)} END AS slow FROM (SELECT trim(c0) AS c0 FROM cells_{type})) WHERE quick IS DISTINCT FROM slow LIMIT 20",
            TestContext.Current.CancellationToken);
        Assert.Empty(Enumerable.Range(0, different.RowCount).Select(i => string.Join(" | ", different.Columns.Select(column => column.GetValue(i)))));
        var fitting = connection.QueryAll($"SELECT count({SqlCells.Cast("c0", type)}) FROM cells_{type}", TestContext.Current.CancellationToken);
        Assert.True((long)fitting.Columns[0].GetValue(0)! > 50, "too few texts fit to show anything");
    }

    internal static IEnumerable<string> Texts(Random random)
    {
        string[] odd =
        [
            "1_000", "0x1F", "0b11", "1e3", "1e", "1e+", ".5", "5.", ".", "+", "-", "+5", "-5", "007", "-0", "+0.0", "1,5", "inf", "-inf", "nan", "NaN", "infinity", "1e400", "1e-400", "\t5", "5\t", "5\n", "\u00a05", "٣", "1 2", "--1",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "2147483647", "2147483648", "1d", "1f", "1e5_0", "0x1p3", "1.5e", "e5", "1E5", "1.e5", "1..2",
            "2024-01-31", "2024-02-30", "2024/01/31", "2024-1-5", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-0044-03-15", "0044-03-15 (BC)", "epoch", "today", "infinity", "2024-01-31 ", "20240131", "2024-01-31T10:00:00", "2024-01-31 10:00",
            "2024-01-31 10:00:00.123456", "2024-01-31 10:00:00.1234567", "2024-01-31 10:00:00Z", "2024-01-31 10:00:00+02", "2024-01-31T10:00:00+05:30", "2024-01-31 24:00:00", "2024-01-31 10:00:00 (BC)", "0044-03-15 10:00:00 (BC)", "10000-01-01 00:00:00",
            "2024-01-31 10:00:00.1", "2024-01-31 10:00:00.100000", "0000-05-05 00:00:00", "2024-01-31 00:00:00",
        ];
        foreach (var text in odd)
            yield return text;
        const string letters = "0123456789012345678901234567890123456789+-.eE_ :TZxn";
        for (var i = 0; i < 20_000; i++)
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => letters[random.Next(letters.Length)]));
        for (var i = 0; i < 2_000; i++)
        {
            var day = $"{random.Next(0, 10_100):0000}-{random.Next(0, 14):00}-{random.Next(0, 33):00}";
            yield return day;
            yield return $"{day}{(random.Next(2) == 0 ? ' ' : 'T')}{random.Next(26):00}:{random.Next(62):00}:{random.Next(62):00}{(random.Next(2) == 0 ? "" : $".{random.Next(1_000_000)}")}{(random.Next(4) == 0 ? "+01" : "")}";
            yield return (random.NextInt64() >> random.Next(64)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return (random.NextDouble() * Math.Pow(10, random.Next(-320, 310))).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
