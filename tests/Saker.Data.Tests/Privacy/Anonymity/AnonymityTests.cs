using Saker.Data.Privacy.Anonymity;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Privacy.Anonymity;

public sealed class AnonymityTests
{
    // Four groups by (zip, sex) of 3, 2, 2 and 1 rows.
    private static readonly Table Patients = new(
    [
        Column.OfText("zip", ["53115", "53115", "53115", "53117", "53117", "80331", "80331", "80333"]),
        Column.OfText("sex", ["f", "f", "f", "m", "m", "f", "f", "m"]),
        Column.OfText("disease", ["flu", "flu", "cancer", "flu", "flu", "cancer", "ulcer", "ulcer"]),
    ]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Measures_are_those_computed_by_hand()
    {
        var report = await AnonymityMeter.RunAsync(TableStream.Of(Patients), ["zip", "sex"], ["disease"], Token);
        Assert.Equal((8, 4, 1, 1, 9 + 4 + 4 + 1), (report.RowCount, report.GroupCount, report.K, report.UniqueRowCount, report.Discernibility));
        Assert.Equal(2, report.AverageGroup);
        var spread = Assert.Single(report.Sensitive);
        Assert.Equal(1, spread.DistinctL);
        Assert.Equal(1, spread.EntropyL, 12);
        // Overall flu 1/2, cancer 1/4, ulcer 1/4; the group of one ulcer shares 1/4 with that.
        Assert.Equal(0.75, spread.T, 12);
        var whole = await AnonymityMeter.RunAsync(TableStream.Of(Patients.Take([5, 6, 2, 0])), ["sex"], ["disease"], Token);
        Assert.Equal(Math.Exp(-(2 * 0.25 * Math.Log(0.25)) - (0.5 * Math.Log(0.5))), whole.Sensitive[0].EntropyL, 12);
        Assert.Equal(0, whole.Sensitive[0].T, 12);
    }

    [Fact]
    public async Task Rows_are_generalised_and_left_out_as_little_as_can_be()
    {
        var policy = AnonymityPolicy.Parse("""
            quasi:
              zip: { prefix: [4, 2] }
              sex: suppress
            k: 2
            max_suppressed: 0.2
            """);
        var plan = await Anonymiser.PlanAsync(TableStream.Of(Patients), policy, Token);
        var rows = await plan.ApplyAsync(TableStream.Of(Patients), Token).ReadAllAsync();
        // To leave out the one row of its kind loses 1/8; every level of a column loses more.
        Assert.Equal([("zip", 0), ("sex", 0)], plan.Levels.Select(level => (level.Key, level.Value)));
        Assert.Equal(1, plan.SuppressedCount);
        Assert.Equal(1.0 / 8, plan.Loss, 12);
        Assert.True(plan.IsOptimal);
        Assert.Equal(7, rows.RowCount);
        Assert.Equal((1, 2), (plan.Before.K, plan.After!.K));
    }

    [Fact]
    public async Task Without_rows_left_out_columns_become_coarser()
    {
        var policy = AnonymityPolicy.Parse("quasi:\n  zip: { prefix: [4, 2] }\n  sex: suppress\nk: 3\nmax_suppressed: 0");
        var plan = await Anonymiser.PlanAsync(TableStream.Of(Patients), policy, Token);
        var rows = await plan.ApplyAsync(TableStream.Of(Patients), Token).ReadAllAsync();
        // The zip as a star and the sex as it is loses half; with a prefix, the sex would have to go, and that loses more.
        Assert.All(rows.Get<string>("zip").Values.ToArray(), zip => Assert.Equal("*", zip));
        Assert.Same(Patients.Get("sex").GetValue(0), rows.Get("sex").GetValue(0));
        Assert.Equal(0.5, plan.Loss, 12);
        Assert.Equal(3, plan.After!.K);
        Assert.Same(Patients.Get("disease").GetValue(0), rows.Get("disease").GetValue(0));
    }

    [Fact]
    public async Task Diversity_and_closeness_are_reached_too()
    {
        var policy = AnonymityPolicy.Parse("quasi:\n  zip: { prefix: [4, 2] }\n  sex: suppress\nsensitive: disease\nk: 2\nl: 2\nl_kind: entropy\nt: 0.3\nmax_suppressed: 0.5");
        var plan = await Anonymiser.PlanAsync(TableStream.Of(Patients), policy, Token);
        await plan.ApplyAsync(TableStream.Of(Patients), Token).ReadAllAsync();
        Assert.True(plan.After!.Sensitive[0].EntropyL >= 2 - 1e-9);
        Assert.True(plan.After.Sensitive[0].T <= 0.3 + 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_other_combination_of_levels_loses_less(int seed)
    {
        var random = new Random(seed);
        const int rows = 300;
        var table = new Table(
        [
            Column.OfText("zip", [.. Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? null : $"{random.Next(3)}{random.Next(4)}{random.Next(5)}")]),
            Column.Of<long>("age", Enumerable.Range(0, rows).Select(_ => (long)random.Next(-10, 90)).ToArray()),
            Column.Of<DateOnly>("day", Enumerable.Range(0, rows).Select(_ => new DateOnly(2020, 1, 1).AddDays(random.Next(900))).ToArray()),
            Column.OfText("secret", [.. Enumerable.Range(0, rows).Select(_ => $"{random.Next(4)}")]),
        ]);
        var policy = AnonymityPolicy.Parse($"quasi:\n  zip: {{ prefix: [2, 1] }}\n  age: {{ interval: [5, 20, 40] }}\n  day: {{ date: [month, year] }}\nsensitive: secret\nk: {seed + 2}\nl: {Math.Min(seed, 3)}\nmax_suppressed: 0.1");
        var plan = await Anonymiser.PlanAsync(TableStream.Of(table), policy, Token);
        await plan.ApplyAsync(TableStream.Of(table), Token).ReadAllAsync();
        var groups = new RowGroups(["zip", "age", "day"], ["secret"], int.MaxValue);
        groups.Add(table);
        var lattice = new Lattice(groups, policy);
        var best = double.MaxValue;
        for (var a = 0; a <= 3; a++)
            for (var b = 0; b <= 4; b++)
                for (var c = 0; c <= 3; c++)
                    if (lattice.Evaluate([a, b, c]) is var node && node.SuppressedCount <= 30)
                        best = Math.Min(best, node.Loss);
        Assert.Equal(best, plan.Loss, 12);
        Assert.True(plan.IsOptimal);
        Assert.True(plan.After!.K >= policy.K);

        var hurried = await Anonymiser.PlanAsync(TableStream.Of(table), policy with { MaxNodes = 1 }, Token);
        await hurried.ApplyAsync(TableStream.Of(table), Token).ReadAllAsync();
        Assert.True(hurried.Loss >= plan.Loss - 1e-12);
        Assert.True(hurried.After!.K >= policy.K);
    }

    [Fact]
    public async Task What_cannot_be_reached_or_has_changed_is_told()
    {
        var impossible = AnonymityPolicy.Parse("quasi:\n  sex: suppress\nsensitive: disease\nk: 2\nl: 4\nmax_suppressed: 0.9");
        var error = await Assert.ThrowsAsync<SakerException>(() => Anonymiser.PlanAsync(TableStream.Of(Patients), impossible, Token));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        var plan = await Anonymiser.PlanAsync(TableStream.Of(Patients), AnonymityPolicy.Parse("quasi:\n  sex: suppress\nk: 2"), Token);
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<SakerException>(() => plan.ApplyAsync(TableStream.Of(Patients.Take([0, 1])), Token).ReadAllAsync())).Kind);
        error = Assert.Throws<SakerException>(() => AnonymityPolicy.Parse("quasi:\n  a: { prefix: [2, 3] }\n  b: { taxonomy: { x: [1, 2], y: { z: [3] } } }\nk: 0\nl: 2\nunknown: 1"));
        Assert.Equal(5, error.Problems.Count);
    }

    [Fact]
    public void Values_that_are_alike_stay_alike_on_every_level_above()
    {
        var random = new Random(9);
        Hierarchy[] numbers = [new IntervalHierarchy([0.1, 0.2, 1, 5]), new IntervalHierarchy([3, 12, 60])];
        foreach (var hierarchy in numbers)
        {
            string[] values = [.. Enumerable.Range(0, 400).Select(_ => Math.Round((random.NextDouble() - 0.5) * 20, random.Next(4)).ToString(System.Globalization.CultureInfo.InvariantCulture))];
            for (var level = 1; level < hierarchy.LevelCount; level++)
                foreach (var alike in values.GroupBy(value => hierarchy.Generalise(value, level)))
                    Assert.Single(alike.Select(value => hierarchy.Generalise(value, level + 1)).Distinct());
        }
        Assert.Equal("[0.2, 0.3)", numbers[0].Generalise("0.25", 1));
        Assert.Equal("[-3, 0)", numbers[1].Generalise("-0.5", 1));
        var dates = new DateHierarchy(DateHierarchy.Parts);
        Assert.Equal(["2024-05-17", "2024-05", "2024-Q2", "2024", "2020s", "*"], Enumerable.Range(1, 6).Select(level => dates.Generalise("2024-05-17T10:00:00Z", level)));
        var jobs = AnonymityPolicy.Parse("quasi:\n  job: { taxonomy: { office: { desk: [clerk, writer] }, field: { road: [driver] } } }").Quasi[0].Hierarchy;
        Assert.Equal(["clerk", "desk", "office", "*"], Enumerable.Range(0, 4).Select(level => jobs.Generalise("clerk", level)));
        Assert.Throws<SakerException>(() => jobs.Generalise("pilot", 1));
    }

    [Fact]
    public async Task The_customers_of_the_example_become_anonymous()
    {
        var source = new CsvSource { Path = Repository.Telco };
        var policy = AnonymityPolicy.Parse("quasi:\n  gender: suppress\n  SeniorCitizen: suppress\n  tenure: { interval: [6, 12, 24] }\n  MonthlyCharges: { interval: [5, 10, 20, 40] }\nsensitive: Churn\nk: 10\nl: 2\nmax_suppressed: 0.05");
        var plan = await Anonymiser.PlanAsync(source.ReadAsync(Token), policy, Token);
        var rows = await plan.ApplyAsync(source.ReadAsync(Token), Token).ReadAllAsync();
        Assert.Equal(1, plan.Before.K);
        Assert.True(plan.After!.K >= 10 && plan.After.Sensitive[0].DistinctL >= 2);
        Assert.Equal(7_043 - plan.SuppressedCount, rows.RowCount);
        Assert.InRange(plan.SuppressedCount, 0, 352);
        Assert.InRange(plan.Loss, 0.01, 0.6);
        Assert.True(plan.IsOptimal);
    }
}
