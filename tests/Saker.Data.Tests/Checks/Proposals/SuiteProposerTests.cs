using Saker.Data.Checks;
using Saker.Data.Checks.Proposals;
using Saker.Data.Sources;
using Saker.Testing.Proposals;

namespace Saker.Data.Tests.Checks.Proposals;

public sealed class SuiteProposerTests
{
    private static readonly Table Rows = SampleTables.Machines(2_000, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_proposed_holds_on_the_data()
    {
        var proposal = await Propose(Rows);

        var report = await CheckRunner.RunAsync(Rows, proposal.Suite, Token);

        Assert.True(proposal.Checks.Count > 30);
        Assert.All(report.Results, result => Assert.Equal(CheckOutcome.Passed, result.Outcome));
    }

    [Fact]
    public async Task What_is_proposed_holds_on_other_rows_of_the_same_sort()
    {
        var proposal = await Propose(Rows);

        // Times and counters start anew, which their order does not mind.
        var report = await CheckRunner.RunAsync(SampleTables.Machines(2_000, 2), proposal.Suite, Token);

        Assert.All(report.Results, result => Assert.Equal(CheckOutcome.Passed, result.Outcome));
    }

    [Fact]
    public async Task A_fifth_of_any_column_nulled_scrambled_shifted_cut_or_of_another_type_is_noticed()
    {
        var proposal = await Propose(Rows);

        var missed = new List<string>();
        await foreach (var outcome in ProposalTrial.BreakAsync(Rows, proposal, Rows.Schema.Select(column => column.Name), Corruption.Demanded, Token))
        {
            if (!outcome.IsCaught)
                missed.Add($"{outcome.Column}: {outcome.Corruption}");
        }

        Assert.Empty(missed);
    }

    [Fact]
    public async Task Values_that_change_places_are_noticed_where_columns_belong_together()
    {
        var proposal = await Propose(Rows);

        var outcomes = new List<TrialOutcome>();
        await foreach (var outcome in ProposalTrial.BreakAsync(Rows, proposal, ["load", "heat", "level", "recorded"], [.. Corruption.Further.Where(corruption => corruption.Name == "exchanged between rows")], Token))
            outcomes.Add(outcome);

        Assert.Equal(4, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.True(outcome.IsCaught, outcome.Column));
    }

    [Fact]
    public async Task The_file_reads_as_the_same_checks()
    {
        var proposal = await Propose(Rows);

        var read = CheckSuiteFile.Parse(proposal.ToYaml(), null);

        Assert.Equal(CheckSuiteText.Write(proposal.Suite), CheckSuiteText.Write(read));
    }

    [Fact]
    public async Task The_same_rows_give_the_same_file()
    {
        var (first, second) = (await Propose(Rows), await Propose(Rows));

        Assert.Equal(first.ToYaml(), second.ToYaml());
    }

    [Fact]
    public async Task Names_and_values_that_YAML_would_take_for_something_else_come_back()
    {
        string[] values = ["yes", "null", "1", "it's", "a: b", "# no", "\"x\"", "- y", "line\nbreak", "😀", ""];
        var table = new Table(
        [
            Column.OfText("true", [.. Enumerable.Range(0, 400).Select(i => values[i % values.Length])]),
            Column.OfText("it's: \"odd\" # \\", [.. Enumerable.Range(0, 400).Select(i => values[i * 7 % values.Length])]),
        ]);

        var proposal = await Propose(table);
        var report = await CheckRunner.RunAsync(table, CheckSuiteFile.Parse(proposal.ToYaml(), null), Token);

        Assert.Contains(proposal.Suite.Checks.OfType<InSetCheck>(), check => check.Column == "it's: \"odd\" # \\" && check.Values.Order(StringComparer.Ordinal).SequenceEqual(values.Order(StringComparer.Ordinal)));
        Assert.All(report.Results, result => Assert.Equal(CheckOutcome.Passed, result.Outcome));
    }

    [Fact]
    public async Task A_column_that_goes_on_upwards_gets_an_order_and_no_upper_bound()
    {
        var proposal = await Propose(Rows);

        var checks = proposal.Checks.Where(proposed => proposed.Column == "starts").Select(proposed => proposed.Check).ToArray();

        Assert.Contains(new IncreasingCheck("starts") { Strict = true }, checks);
        Assert.DoesNotContain(checks, check => check is RangeCheck { Max: not null } or MeanCheck or QuantileCheck);
    }

    [Fact]
    public async Task Values_that_keep_coming_new_are_no_closed_set()
    {
        var random = new Random(5);
        // Zipf: however many rows there are, the next ones bring values not seen.
        var values = Enumerable.Range(0, 300).Select(_ => $"v{(int)(1 / (1 - random.NextDouble()))}").ToArray();

        var proposal = await Propose(new Table([Column.OfText("word", values)]));

        Assert.DoesNotContain(proposal.Suite.Checks, check => check is InSetCheck { Mostly: 1 });
    }

    [Fact]
    public async Task Only_named_columns_are_proposed_for()
    {
        var proposal = await SuiteProposer.ProposeAsync(Rows, new ProposalOptions { Columns = ["load", "plan"] }, Token);

        Assert.Equal(["load", "plan"], proposal.Checks.Select(proposed => proposed.Column).Distinct());
    }

    [Fact]
    public async Task A_wider_tolerance_gives_wider_bounds()
    {
        var tight = await Mean(1);
        var wide = await Mean(2);

        Assert.True(wide.Min < tight.Min && wide.Max > tight.Max);

        static async Task<MeanCheck> Mean(double tolerance) =>
            (await SuiteProposer.ProposeAsync(Rows, new ProposalOptions { Tolerance = tolerance, Columns = ["load"] }, Token)).Suite.Checks.OfType<MeanCheck>().Single();
    }

    [Fact]
    public async Task Options_and_columns_that_are_not_right_are_all_named()
    {
        var options = await Assert.ThrowsAsync<SakerException>(() => SuiteProposer.ProposeAsync(Rows, new ProposalOptions { Tolerance = 0, BatchRows = 0, MaxSampleRows = 1 }, Token));
        var columns = await Assert.ThrowsAsync<SakerException>(() => SuiteProposer.ProposeAsync(Rows, new ProposalOptions { Columns = ["lod", "load"] }, Token));

        Assert.Equal(["tolerance", "batch_rows", "max_sample_rows"], options.Problems.Select(problem => problem.Field));
        Assert.Contains("'lod'", columns.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounds_of_a_sample_are_tried_on_all_rows()
    {
        using var folder = new TempFolder();
        var path = folder.At("many.csv");
        // One row in 5,000 is out of what any sample of these will show.
        var random = new Random(3);
        var lines = Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"{i},{(i % 5_000 == 4_999 ? 9_000 : random.Next(1_000))}"));
        await File.WriteAllLinesAsync(path, lines.Prepend("row,value"), Token);
        var source = new CsvSource { Path = path };

        var told = new List<long>();
        var proposal = await SuiteProposer.ProposeAsync(source, new ProposalOptions { MaxSampleRows = 640 }, new Progress(told), Token);
        var report = await CheckRunner.RunAsync(source, CheckSuiteFile.Parse(proposal.ToYaml(), null), Token);

        Assert.True(proposal.SampledRowCount <= 640);
        Assert.Equal(20_000, proposal.RowCount);
        Assert.Equal(20_000, told[^1]);
        Assert.Contains(proposal.Suite.Checks, check => check is RangeCheck { Column: "value", Mostly: < 1 });
        Assert.All(report.Results, result => Assert.Equal(CheckOutcome.Passed, result.Outcome));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Few_rows_give_few_checks_and_no_error(int rows)
    {
        var table = Rows.Take([.. Enumerable.Range(0, rows)]);

        var proposal = await Propose(table);
        var report = await CheckRunner.RunAsync(table, CheckSuiteFile.Parse(proposal.ToYaml(), null), Token);

        Assert.All(report.Results, result => Assert.Equal(CheckOutcome.Passed, result.Outcome));
    }

    [Fact]
    public async Task Columns_without_values_or_with_infinite_ones_do_no_harm()
    {
        var table = new Table(
        [
            Column.OfText("empty", new string?[100]),
            Column.OfNumbers("nothing", [.. Enumerable.Repeat(double.NaN, 100)]),
            Column.Of<double>("endless", Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? double.PositiveInfinity : i).ToArray()),
            Column.Of<double>("huge", Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? double.MaxValue : double.MinValue).ToArray()),
            Column.OfText("one", [.. Enumerable.Repeat("x", 100)]),
        ]);

        var proposal = await Propose(table);
        var report = await CheckRunner.RunAsync(table, CheckSuiteFile.Parse(proposal.ToYaml(), null), Token);

        Assert.DoesNotContain(proposal.Checks, proposed => proposed.Column is "empty" or "nothing");
        Assert.All(report.Results, result => Assert.Equal(CheckOutcome.Passed, result.Outcome));
    }

    private static Task<SuiteProposal> Propose(Table rows) => SuiteProposer.ProposeAsync(rows, new ProposalOptions(), Token);

    private sealed class Progress(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
