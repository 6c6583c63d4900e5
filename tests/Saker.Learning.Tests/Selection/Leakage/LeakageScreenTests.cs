using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Leakage;
using Saker.Learning.Selection.Schemes;
using Saker.Testing;

namespace Saker.Learning.Tests.Selection.Leakage;

public sealed class LeakageScreenTests
{
    private const int RowCount = 600;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_modes_of_machines_leak_that_they_failed()
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");

        var report = await ScreenAsync(RealData.FullPath("maintenance_ai4i2020", "ai4i2020.csv"), "Machine failure", "1");

        foreach (var mode in new[] { "TWF", "HDF", "PWF", "OSF" })
            Assert.Contains("have Machine failure = 1", Of(report, LeakageKind.Mark, mode).Message, StringComparison.Ordinal);
        // Failures by chance are noted beside the others, though hardly one of them made its machine fail.
        Assert.Contains("beside TWF, HDF, PWF, OSF", Of(report, LeakageKind.BesideMarks, "RNF").Message, StringComparison.Ordinal);
        Assert.Contains("names the row", Of(report, LeakageKind.Identifier, "UDI").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings, finding => finding.Columns.Any(column => column is "Torque [Nm]" or "Rotational speed [rpm]" or "Tool wear [min]" or "Type" or "Air temperature [K]" or "Process temperature [K]"));
    }

    [Fact]
    public async Task Nothing_is_said_of_customers_who_leave()
    {
        var report = await ScreenAsync(Path.Combine(Checkout.Root, "examples", "churn", "data", "telco_churn.csv"), "Churn", "Yes");

        Assert.Empty(report.Findings);
        Assert.Equal("customerID", Assert.Single(Assert.Single(report.Notes).Columns));
        Assert.Equal("tenure", report.Columns[0].Column);
    }

    [Theory]
    [InlineData("credit_german", "german_credit.csv", "default", "2")]
    [InlineData("fraud_vehicle_claims", "vehicle_claims.csv", "FraudFound_P", "1")]
    [InlineData("tabular_small", "diabetes.csv", "target", null)]
    [InlineData("anomaly_adbench", "pima.csv", "label", "1")]
    [InlineData("housing_ames", "ames.csv", "SalePrice", null)]
    public async Task Honest_sets_have_no_telling_column(string set, string file, string target, string? positive)
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");

        var report = await ScreenAsync(RealData.FullPath(set, file), target, positive);

        Assert.DoesNotContain(report.Findings, finding => finding.Kind is LeakageKind.Predictor or LeakageKind.Mark or LeakageKind.BesideMarks);
    }

    [Fact]
    public void A_column_that_is_the_answer_in_other_words_is_found_whatever_its_type()
    {
        var (target, generator) = Answers();
        Column[] leaks =
        [
            Column.OfText("state", [.. target.Select(value => value == 1 ? "closed" : "open")]),
            Column.Of<bool>("flag", target.Select(value => value == 1).ToArray()),
            Column.OfNumbers("refund", [.. target.Select(value => value == 1 ? generator.NextDouble() : double.NaN)]),
            Column.Of<double>("middle", target.Select(value => value == 1 ? generator.NextDouble() : (generator.Below(2) == 0 ? -1 : 2) + generator.NextDouble() * 0.9).ToArray()),
            Column.Of<DateOnly>("ended", target.Select(value => new DateOnly(2024, 1, 1).AddDays(value == 1 ? generator.Below(100) : 200 + generator.Below(100))).ToArray()),
        ];
        var report = Screen(target, [.. leaks, Noise(generator)]);

        Assert.Equal(leaks.Select(column => column.Name).Order(), report.Findings.Where(finding => finding.Kind == LeakageKind.Predictor).Select(finding => finding.Columns[0]).Order());
        Assert.Equal(report.Findings.Count, leaks.Length);
        Assert.All(report.Findings, finding => Assert.Contains("Drop it", finding.Message, StringComparison.Ordinal));
        Assert.Equal("noise", report.Columns[^1].Column);
        Assert.InRange(report.Columns[^1].Score, 0.4, 0.6);
    }

    [Fact]
    public void A_clean_cut_through_few_rows_is_found()
    {
        var generator = new Xoshiro256(12);
        float[] target = [.. Enumerable.Range(0, 60).Select(_ => (float)generator.Below(2))];

        var report = Screen(target, [Column.Of<double>("cut", target.Select(value => value + (0.9 * generator.NextDouble())).ToArray()), Column.OfNumbers("noise", [.. target.Select(_ => generator.NextDouble())])]);

        Assert.Equal("cut", Assert.Single(Assert.Single(report.Findings).Columns));
    }

    [Fact]
    public void A_value_that_only_some_of_the_rare_rows_have_is_a_mark_and_a_frequent_answer_is_not()
    {
        var generator = new Xoshiro256(3);
        float[] target = [.. Enumerable.Range(0, RowCount).Select(row => row % 10 == 0 ? 1f : 0f)];
        // The first and the last are there for a third of the positive rows only, and for no other; the second says negative for certain, which nine of ten rows are anyway.
        var negative = Column.Of<int>("negative", Enumerable.Range(0, RowCount).Select(row => target[row] == 0 && row % 7 == 3 ? 1 : 0).ToArray());
        var measured = Column.OfNumbers("measured", [.. Enumerable.Range(0, RowCount).Select(row => row % 30 == 0 ? generator.NextDouble() : double.NaN)]);

        var report = Screen(target, [Column.OfText("mark", [.. Enumerable.Range(0, RowCount).Select(row => row % 30 == 0 ? "seen" : null)]), negative, measured, Noise(generator)]);

        Assert.Equal(["mark", "measured"], report.Findings.Select(finding => finding.Columns[0]));
        Assert.All(report.Findings, finding => Assert.Equal((LeakageKind.Mark, 20, 1.0), (finding.Kind, finding.RowCount, finding.Value)));
        Assert.Contains("is seen in 20 rows, and all of them have y = yes, which only 10.0", report.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numberings_are_identifiers_and_measurements_are_not()
    {
        var (target, generator) = Answers();
        Column[] columns =
        [
            Column.Of<long>("a", Enumerable.Range(0, RowCount).Select(row => 5000L + row).ToArray()),
            Column.Of<int>("customer_id", Distinct(generator)),
            Column.Of<int>("income", Distinct(generator)),
            Column.Of<double>("weight", Enumerable.Range(0, RowCount).Select(_ => generator.NextDouble()).ToArray()),
            Column.OfText("code", [.. Enumerable.Range(0, RowCount).Select(row => $"K-{row:x8}")]),
            Column.OfText("remark", [.. Enumerable.Range(0, RowCount).Select(row => $"said {row} things")]),
        ];

        var report = Screen(target, columns);
        var asInputs = Screen(target, columns, options: new LeakageOptions { Inputs = ["a", "code", "income"] });

        Assert.Equal(["a", "customer_id"], report.Findings.Select(finding => finding.Columns[0]));
        Assert.Equal("code", Assert.Single(Assert.Single(report.Notes).Columns));
        Assert.Equal(["a", "code"], asInputs.Findings.Select(finding => finding.Columns[0]));
        Assert.All(asInputs.Findings, finding => Assert.Equal(LeakageKind.Identifier, finding.Kind));
    }

    [Fact]
    public void An_identifier_that_knows_the_answer_by_its_order_says_so()
    {
        float[] target = [.. Enumerable.Range(0, RowCount).Select(row => row < RowCount / 2 ? 1f : 0f)];

        var report = Screen(target, [Column.Of<int>("id", Enumerable.Range(0, RowCount).ToArray())]);

        Assert.Contains("by its order tells y (ROC AUC 1.000)", Assert.Single(report.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(LeakageKind.Order, Assert.Single(report.Notes).Kind);
    }

    [Fact]
    public void Copies_on_both_sides_and_copies_with_another_answer_are_counted()
    {
        var generator = new Xoshiro256(8);
        double[] values = [.. Enumerable.Range(0, RowCount).Select(_ => generator.NextDouble())];
        float[] target = [.. Enumerable.Range(0, RowCount).Select(row => row % 2 == 0 ? 1f : 0f)];
        // Rows 500 to 549 are copies of rows 0 to 49, of which the first four have the other answer.
        for (var i = 0; i < 50; i++)
        {
            values[500 + i] = values[i];
            target[500 + i] = i < 4 ? 1 - target[i] : target[i];
        }
        var split = new HoldOut { Train = [.. Enumerable.Range(0, 500)], Test = [.. Enumerable.Range(500, 100)] };

        var report = Screen(target, [Column.Of<double>("x", values)], split);
        var once = Screen([.. target.Take(500)], [Column.Of<double>("x", values.AsMemory(0, 500))]);

        var duplicates = Assert.Single(report.Findings);
        Assert.Equal((LeakageKind.Duplicates, 50, 0.5), (duplicates.Kind, duplicates.RowCount, duplicates.Value));
        var contradictions = Assert.Single(report.Notes);
        Assert.Equal((LeakageKind.Contradictions, 8), (contradictions.Kind, contradictions.RowCount));
        Assert.Contains("92", duplicates.Message, StringComparison.Ordinal);
        Assert.Empty(once.Findings.Concat(once.Notes));
    }

    [Fact]
    public void Rows_that_are_alike_and_answer_as_they_like_are_no_copies()
    {
        var (target, generator) = Answers();
        Column[] few = [Column.Of<int>("a", Enumerable.Range(0, RowCount).Select(_ => generator.Below(9)).ToArray()), Column.Of<int>("b", Enumerable.Range(0, RowCount).Select(_ => generator.Below(9)).ToArray())];

        var report = Screen(target, few);

        Assert.Empty(report.Findings);
        Assert.Equal(LeakageKind.Contradictions, Assert.Single(report.Notes).Kind);
    }

    [Fact]
    public void Later_times_and_rows_that_are_later_than_those_to_test_are_time_travel()
    {
        var (target, generator) = Answers();
        var asked = Enumerable.Range(0, RowCount).Select(row => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(row)).ToArray();
        Column[] columns =
        [
            Column.Of<DateTime>("asked", asked),
            Column.Of<DateTime>("answered", asked.Select(moment => moment.AddHours(generator.Below(9))).ToArray()),
            Column.Of<DateTime>("born", asked.Select(moment => moment.AddYears(-30)).ToArray()),
        ];
        var options = new LeakageOptions { TimeColumn = "asked" };

        var mixed = Screen(target, columns, StratifiedSplit.Create(target, 0.2, 1), options);
        var ordered = Screen(target, columns, TimeSplit.Create(RowTimes.Read(new Table(columns), "asked"), 0.2, TimeDistance.None), options);

        Assert.Equal([LeakageKind.Later, LeakageKind.TimeTravel], mixed.Findings.Select(finding => finding.Kind));
        Assert.Equal(("answered", "asked"), (mixed.Findings[0].Columns[0], mixed.Findings[1].Columns[0]));
        Assert.Contains("split: {by: time, column: asked}", mixed.Findings[1].Message, StringComparison.Ordinal);
        Assert.Equal("answered", Assert.Single(Assert.Single(ordered.Findings).Columns));
    }

    [Fact]
    public void Groups_on_both_sides_are_found_and_those_on_one_are_not()
    {
        var (target, generator) = Answers();
        Column[] columns = [Column.Of<int>("patient", Enumerable.Range(0, RowCount).Select(row => row / 6).ToArray()), Noise(generator)];
        var options = new LeakageOptions { GroupColumn = "patient" };

        var mixed = Screen(target, columns, StratifiedSplit.Create(target, 0.2, 1), options);
        var whole = Screen(target, columns, GroupSplit.Create(RowGroups.Read(new Table(columns), "patient"), target, 0.2, 1), options);

        Assert.Equal(LeakageKind.Group, Assert.Single(mixed.Findings).Kind);
        Assert.Empty(whole.Findings);
    }

    [Fact]
    public void Of_several_classes_and_of_numbers_the_telling_column_is_found_too()
    {
        var generator = new Xoshiro256(5);
        string[] kinds = [.. Enumerable.Range(0, RowCount).Select(row => $"kind {row % 3}")];
        double[] price = [.. Enumerable.Range(0, RowCount).Select(_ => 100 * generator.NextDouble())];
        var rows = new Table(
        [
            Column.OfText("kind", kinds), Column.Of<double>("price", price), Noise(generator),
            Column.OfText("is_third", [.. kinds.Select(kind => kind == "kind 2" ? "yes" : "no")]),
            Column.Of<double>("with_tax", price.Select(value => value * 1.2 + 0.01 * generator.NextDouble()).ToArray()),
        ]);

        Assert.Equal(["is_third"], Findings("kind"));
        Assert.Equal(["with_tax"], Findings("price"));

        IEnumerable<string> Findings(string column)
        {
            var (known, target) = ScreenTarget.Read(rows, column, null);
            return LeakageScreen.Run(known, target, null, new LeakageOptions(), Token).Findings.Select(finding => finding.Columns[0]);
        }
    }

    [Fact]
    public void Columns_that_were_looked_at_are_left_out_and_those_that_are_not_there_are_all_named()
    {
        var (target, generator) = Answers();
        Column[] columns = [Column.Of<bool>("flag", target.Select(value => value == 1).ToArray()), Noise(generator)];

        Assert.Empty(Screen(target, columns, options: new LeakageOptions { Ignore = ["flag"] }).Findings);
        var error = Assert.Throws<SakerException>(() => Screen(target, columns, options: new LeakageOptions { Ignore = ["flug"], TimeColumn = "when", GroupColumn = "y" }));
        Assert.Equal(["ignore", "time", "group"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Rows_without_an_answer_are_left_out_and_targets_that_cannot_be_are_refused()
    {
        var rows = new Table([Column.OfText("y", ["a", null, "b", "b"]), Column.OfText("one", ["x", "x", "x", "x"]), Column.OfText("many", [.. "abcd".Select(letter => $"{letter}")])]);

        var (known, target) = ScreenTarget.Read(rows, "y", null);

        Assert.Equal((3, "a"), (known.RowCount, Assert.Single(target.Classes).Label));
        Assert.Contains("only the value 'x'", Assert.Throws<SakerException>(() => ScreenTarget.Read(rows, "one", null)).Message, StringComparison.Ordinal);
        Assert.Contains("does not occur", Assert.Throws<SakerException>(() => ScreenTarget.Read(rows, "y", "c")).Message, StringComparison.Ordinal);
        Assert.Equal(4, ScreenTarget.Read(rows, "many", null).Target.Classes.Count);
        // Too few rows to score anything are no reason to fail.
        Assert.Empty(LeakageScreen.Run(known, target, null, new LeakageOptions(), Token).Columns);
    }

    [Fact]
    public void A_report_is_the_same_every_time_and_is_read_back_as_it_was_written()
    {
        var (target, generator) = Answers();
        Column[] columns = [Column.Of<bool>("flag", target.Select(value => value == 1).ToArray()), Noise(generator)];

        var report = Screen(target, columns);

        Assert.Equal(report.ToJson(), Screen(target, columns).ToJson());
        Assert.Equal(report.ToJson(), LeakageReport.FromJson(report.ToJson()).ToJson());
        Assert.Contains("\"kind\": \"predictor\"", report.ToJson(), StringComparison.Ordinal);
    }

    private static async Task<LeakageReport> ScreenAsync(string path, string column, string? positive)
    {
        var (rows, target) = ScreenTarget.Read(await DataSources.Open(path).ReadAllAsync(Token), column, positive);
        return LeakageScreen.Run(rows, target, null, new LeakageOptions(), Token);
    }

    private static LeakageReport Screen(float[] target, Column[] columns, HoldOut? split = null, LeakageOptions? options = null)
    {
        var rows = new Table([.. columns, Column.OfText("y", [.. target.Select(value => value == 1 ? "yes" : "no")])]);
        return LeakageScreen.Run(rows, ScreenTarget.Binary("y", "yes", target), split, options ?? new LeakageOptions(), Token);
    }

    private static LeakageFinding Of(LeakageReport report, LeakageKind kind, string column) =>
        Assert.Single(report.Findings, finding => finding.Kind == kind && finding.Columns.Contains(column));

    private static (float[] Target, Xoshiro256 Generator) Answers()
    {
        var generator = new Xoshiro256(2);
        return ([.. Enumerable.Range(0, RowCount).Select(_ => (float)generator.Below(2))], generator);
    }

    private static Column Noise(Xoshiro256 generator) => Column.Of<double>("noise", Enumerable.Range(0, RowCount).Select(_ => generator.NextDouble()).ToArray());

    private static int[] Distinct(Xoshiro256 generator)
    {
        int[] numbers = [.. Enumerable.Range(0, RowCount).Select(row => 10_000 + (row * 977) + generator.Below(900))];
        generator.Shuffle(numbers);
        return numbers;
    }
}
