using System.Globalization;
using System.Text;
using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Tallies;

/// <summary>What is counted while a file is looked at is what the engine counts in it.</summary>
public sealed class CellTallyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Counted_cells_are_those_that_the_engine_counts()
    {
        var random = new Random(21);
        var (tallied, broken) = (0, 0L);
        for (var file = 0; file < 30; file++)
        {
            var source = new CsvSource { Path = _folder.Add("rows.csv", Content(random)) };
            Check[] checks = [.. Enumerable.Range(0, 12).Select(_ => Drawn(random))];
            tallied += Tallied(source, checks);
            // A condition that always holds leaves the counting to the engine.
            Check[] asked = [.. checks.Cast<ConditionalCheck>().Select(check => check with { Where = "1 = 1" })];
            var report = await CheckRunner.RunAsync(source, new CheckSuite { Checks = [.. checks, .. asked], MaxViolationsPerCheck = 1_000 }, Token);
            for (var i = 1; i <= checks.Length; i++)
            {
                var (ours, engines) = (report.Results[i], report.Results[i + checks.Length]);
                broken += ours.ViolationCount;
                Assert.True(ours.ViolationCount == engines.ViolationCount, $"{ours.Description}: {ours.ViolationCount}, {engines.ViolationCount}");
                Assert.Equal(engines.ConsideredCount, ours.ConsideredCount);
                Assert.Equal(engines.Violations.Select(violation => (violation.Row, violation.Value)), ours.Violations.Select(violation => (violation.Row, violation.Value)));
            }
        }
        Assert.True(tallied > 100 && broken > 1_000, $"{tallied} checks were tallied and {broken} rows broke them");
    }

    [Theory]
    [InlineData("0.1", 0.1, 0.1, 0)]
    [InlineData("0.10000000000000001", 0.1, 0.1, 0)]
    [InlineData("0.10000000000000002", 0.1, 0.1, 1)]
    [InlineData("-0.30000000000000004", -0.3, 1, 1)]
    [InlineData("9007199254740993.5", 9007199254740994, 9007199254740994, 0)]
    [InlineData("1.5e-3", 0.0015, 0.0015, 0)]
    [InlineData("2", 2, 2, 0)]
    [InlineData("123456789012345678901234567.0", 123456789012345678901234567.0, 2e26, 0)]
    public async Task Numbers_are_compared_with_bounds_to_the_last_bit(string cell, double min, double max, int outside)
    {
        var report = await RunAsync($"x\n0.5\n{cell}\n", new RangeCheck("x") { Min = Math.Min(min, 0.5), Max = Math.Max(max, 0.5) }, new RangeCheck("x") { Min = min, Max = max });

        Assert.Equal(outside, report.Results[2].ViolationCount - (min <= 0.5 && max >= 0.5 ? 0 : 1));
    }

    [Fact]
    public async Task A_column_whose_type_turns_out_another_is_counted_by_the_engine()
    {
        var rows = string.Concat(Enumerable.Range(1, 300).Select(i => FormattableString.Invariant($"{i},{i},{i}\n")));
        var report = await RunAsync($"a,b,c\n{rows}2.5,x,999999999999999999\n", new RangeCheck("a") { Max = 299 }, new UniqueCheck("a"), new InSetCheck("b", ["x"]), new RangeCheck("c") { Max = 300 }, new UniqueCheck("c"));

        Assert.Equal([1L, 0, 300, 1, 0], report.Results.Skip(1).Select(result => result.ViolationCount));
    }

    [Fact]
    public async Task What_is_counted_in_several_files_adds_up_where_it_can()
    {
        _folder.Add("a.csv", "n,k,x\n1,k1,\n2,k2,\n,k3,\n");
        _folder.Add("b.csv", "k,n,x\nk1,2,5\nk9,-3,7\n");
        Check[] checks = [new NotNegativeCheck("n"), new UniqueCheck("n"), new InSetCheck("k", ["k1", "k2"]), new LengthCheck("k") { Max = 1 }, new RangeCheck("x") { Max = 6 }, new NotNullCheck("n"), new NullShareCheck("x") { Max = 0.5 }];
        var source = DataSources.Open(_folder.At("*.csv"));
        using (var opened = source.Open(checks, Token))
            Assert.Equal([1L, null, 2, 5, 1, null, null], checks.Select(opened.Target.Tally));

        var report = await CheckRunner.RunAsync(source, new CheckSuite { Checks = checks }, Token);

        Assert.Equal([1L, 1, 2, 5, 1, 1, 1], report.Results.Skip(1).Select(result => result.ViolationCount));
        Assert.Equal("3 of 5 values are missing, a share of 0.6", report.Results[^1].Observed);
    }

    private static int Tallied(CsvSource source, Check[] checks)
    {
        using var opened = source.Open(checks, Token);
        return checks.Count(check => opened.Target.Tally(check) is not null);
    }

    private async Task<CheckReport> RunAsync(string csv, params Check[] checks) =>
        await CheckRunner.RunAsync(new CsvSource { Path = _folder.Add("plain.csv", csv) }, new CheckSuite { Checks = checks }, Token);

    private static ConditionalCheck Drawn(Random random)
    {
        var column = "nxtk"[random.Next(4)].ToString();
        var low = random.Next(4) == 0 ? Math.Round((random.NextDouble() * 60) - 30, 1) : random.Next(-30, 30);
        return random.Next(10) switch
        {
            0 => new NotNullCheck(column),
            1 => new UniqueCheck(column),
            2 => new InSetCheck(column, ["1", "2", "7", "k1", "k22", "k\"3", "ké", "-5", "1e1", "2.0"]),
            3 => new LengthCheck(column) { Min = random.Next(4), Max = random.Next(4, 9) },
            4 => new MatchesCheck(column, new[] { "k[0-9]+", "-?[0-9]+", "[^é]*", "k.*", ".{2,}", "(?i)K.*", "-?\\d+([.]\\d+)?" }[random.Next(7)]),
            9 => new NotInSetCheck(column, ["3", "k1", "k\"3", "kq", "abq"]),
            5 => new NotNegativeCheck(random.Next(2) == 0 ? "n" : "x"),
            6 => new PositiveCheck(random.Next(2) == 0 ? "n" : "x"),
            7 => new RangeCheck(column) { Min = low, StrictMin = random.Next(2) == 0 },
            _ => new RangeCheck(column) { Min = low, Max = low + random.Next(20), StrictMax = random.Next(2) == 0, StrictMin = random.Next(2) == 0 },
        };
    }

    /// <summary>Columns of whole numbers, numbers, texts and categories; some quoted, some missing.</summary>
    private static string Content(Random random)
    {
        var lineEnd = random.Next(2) == 0 ? "\n" : "\r\n";
        var text = new StringBuilder("n,x,t,k").Append(lineEnd);
        var quotes = random.Next(2) == 0;
        for (var row = random.Next(1, 500); row > 0; row--)
        {
            string[] cells =
            [
                random.Next(-40, 40).ToString(CultureInfo.InvariantCulture),
                random.Next(3) == 0 ? (random.Next(-400, 400) / 10.0).ToString("0.0##", CultureInfo.InvariantCulture) : ((random.NextDouble() * 80) - 40).ToString("R", CultureInfo.InvariantCulture),
                string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "abk19é😀"[random.Next(6)])) + "q",
                new[] { "k1", "k22", quotes ? "k\"3" : "k3", "ké", "k99999999" }[random.Next(5)],
            ];
            text.AppendJoin(',', cells.Select(cell => random.Next(20) == 0 ? "" : quotes && (random.Next(6) == 0 || cell.Contains('"', StringComparison.Ordinal)) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)).Append(lineEnd);
        }
        return text.ToString();
    }
}
