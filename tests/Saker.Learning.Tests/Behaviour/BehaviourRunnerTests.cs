using Saker.Data;
using Saker.Data.Checks;
using Saker.Learning.Behaviour;
using Saker.Learning.Models;
using Saker.Testing;

namespace Saker.Learning.Tests.Behaviour;

public sealed class BehaviourRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_values_that_matter_are_shrunk_to_the_one_column_that_does()
    {
        var result = await RunAsync("{test: invariance, columns: [plan, sex, income]}", (_, _, sex, _) => sex == "m" ? 0.7 : 0.4);

        Assert.Equal(BehaviourOutcome.Failed, result.Outcome);
        Assert.Equal(0.3, result.Worst, 1e-12);
        Assert.All(result.Examples, example => Assert.Equal("sex", Assert.Single(example.Changes).Column));
        Assert.Equal(1, result.Examples[0].Size);
    }

    [Fact]
    public async Task A_tolerance_lets_small_differences_pass()
    {
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: invariance, columns: [sex], tolerance: 0.31}", (_, _, sex, _) => sex == "m" ? 0.7 : 0.4)).Outcome);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: invariance, columns: [plan]}", (_, _, sex, _) => sex == "m" ? 0.7 : 0.4)).Outcome);
    }

    [Fact]
    public async Task A_break_in_a_rising_curve_is_closed_in_upon()
    {
        // It falls at 50 only.
        var result = await RunAsync("{test: monotonicity, column: age, direction: increasing}", (age, _, _, _) => age < 50 ? age / 100 : age / 100 - 0.2);

        Assert.Equal(BehaviourOutcome.Failed, result.Outcome);
        var change = Assert.Single(result.Examples[0].Changes);
        Assert.Equal(50.0, change.To);
        Assert.Equal(result.CaseCount, result.FailureCount);
        Assert.True(result.Examples[0].Before > result.Examples[0].After);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: monotonicity, column: age, direction: increasing}", (age, _, _, _) => age / 100)).Outcome);
        Assert.Equal(BehaviourOutcome.Failed, (await RunAsync("{test: monotonicity, column: age, direction: decreasing}", (age, _, _, _) => age / 100)).Outcome);
    }

    [Fact]
    public async Task A_slow_fall_over_the_whole_range_breaks_a_tolerance_that_no_step_breaks()
    {
        var result = await RunAsync("{test: monotonicity, column: income, direction: increasing, tolerance: 0.15, points: 20}", (_, income, _, _) => double.IsNaN(income) ? 0.5 : 0.5 - income / 4000);
        Assert.Equal(BehaviourOutcome.Failed, result.Outcome);
        Assert.Equal(0.6, result.Examples[0].Size, 0.01);
    }

    [Fact]
    public async Task A_fall_from_the_highest_value_so_far_counts_not_one_from_the_neighbour()
    {
        // It falls by 0.1 twice, with a step in between that rises by less.
        var result = await RunAsync("{test: monotonicity, column: age, direction: increasing, tolerance: 0.12, points: 73}", (age, _, _, _) => age < 40 ? 0.5 : age < 50 ? 0.4 : age < 60 ? 0.45 : 0.35);

        Assert.Equal((BehaviourOutcome.Failed, 0.03), (result.Outcome, Math.Round(result.Worst, 10)));
        Assert.Equal(result.CaseCount, result.FailureCount);
        Assert.Equal((0.5, 0.35), (result.Examples[0].Before, result.Examples[0].After));
    }

    [Fact]
    public async Task What_many_rows_are_changed_to_is_asked_in_batches_of_a_few_thousand()
    {
        var (asked, largest) = (0L, 0);
        var model = new FormulaModel((age, _, _, _) => age / 100) { Asked = count => (asked, largest) = (asked + count, Math.Max(largest, count)) };
        var suite = Suite("{test: monotonicity, column: age, direction: increasing, points: 100}") with { MadeRows = 9_000, RealRows = 0 };

        var result = Assert.Single((await BehaviourRunner.RunAsync(suite, new BehaviourSubject { Model = model }, TimeProvider.System, Token)).Results);

        Assert.Equal((BehaviourOutcome.Passed, 9_000, 0), (result.Outcome, result.CaseCount, result.FailureCount));
        Assert.InRange(asked, 9_000, 9_000 * 101);
        Assert.InRange(largest, 1, 4_096);
    }

    [Theory]
    [InlineData("{test: monotonicity, column: age, direction: increasing, points: 100}", "points", 200_000 * 101L)]
    [InlineData("{test: invariance, columns: [sex], tries: 5}", "tries", 200_000 * 6L)]
    [InlineData("{test: noise, tries: 100}", "tries", 200_000 * 101L)]
    [InlineData("{test: determinism, repeats: 100}", "repeats", 200_000 * 100L)]
    public async Task A_test_that_would_ask_about_too_many_rows_is_refused_before_any_is_asked(string test, string key, long count)
    {
        var asked = 0;
        var model = new FormulaModel((_, _, _, _) => 0.5) { Asked = _ => asked++ };

        var error = await Assert.ThrowsAsync<SakerException>(() => BehaviourRunner.RunAsync(Suite(test) with { MadeRows = 100_000, RealRows = 100_000 }, new BehaviourSubject { Model = model }, TimeProvider.System, Token));

        var problem = Assert.Single(error.Problems);
        Assert.Equal($"behaviour.tests[0].{key}", problem.Field);
        Assert.Contains(count.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_suite_that_is_cancelled_stops_between_predictions()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var calls = 0;
        var model = new FormulaModel((_, _, _, _) => 0.5)
        {
            Asked = _ =>
            {
                if (++calls == 3)
                    stop.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BehaviourRunner.RunAsync(Suite("{test: noise, tries: 50}") with { MadeRows = 2_000 }, new BehaviourSubject { Model = model }, TimeProvider.System, stop.Token));
        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData("increase", BehaviourOutcome.Passed)]
    [InlineData("decrease", BehaviourOutcome.Failed)]
    [InlineData("not_increase", BehaviourOutcome.Failed)]
    [InlineData("not_decrease", BehaviourOutcome.Passed)]
    public async Task A_declared_change_moves_the_prediction_as_expected(string expect, BehaviourOutcome outcome)
    {
        var result = await RunAsync($$"""{test: directional, change: {plan: gold}, where: {plan: [basic, plus]}, expect: {{expect}}}""", (_, _, _, plan) => plan == "gold" ? 0.6 : 0.5);
        Assert.Equal(outcome, result.Outcome);
        Assert.All(result.Examples, example => Assert.Equal("gold", Assert.Single(example.Changes).To));
    }

    [Fact]
    public async Task A_change_may_add_or_multiply_and_must_move_far_enough()
    {
        Func<double, double, string, string, double> formula = (age, income, _, _) => age / 200 + (double.IsNaN(income) ? 0 : income / 4000);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: directional, change: {age: {add: 10}}, expect: increase, by: 0.049}", formula)).Outcome);
        Assert.Equal(BehaviourOutcome.Failed, (await RunAsync("{test: directional, change: {age: {add: 10}}, expect: increase, by: 0.06}", formula)).Outcome);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: directional, change: {income: {multiply: 2}}, expect: not_decrease}", formula)).Outcome);
    }

    [Fact]
    public async Task A_change_that_no_row_can_be_asked_about_is_no_pass()
    {
        var result = await RunAsync("{test: directional, change: {plan: gold}, where: {plan: gold}, expect: increase}", (_, _, _, _) => 0.5);
        Assert.Equal(BehaviourOutcome.Failed, result.Outcome);
        Assert.StartsWith("no row can be asked", result.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prediction_outside_its_range_or_none_at_all_is_found()
    {
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: range}", (age, _, _, _) => age / 100)).Outcome);
        var outside = await RunAsync("{test: range, max: 0.9}", (age, _, _, _) => age / 100);
        Assert.Equal((BehaviourOutcome.Failed, 0.1), (outside.Outcome, Math.Round(outside.Worst, 10)));
        Assert.Empty(outside.Examples[0].Changes);
        var missing = await RunAsync("{test: range}", (_, income, _, _) => income / 1000);
        Assert.Equal((BehaviourOutcome.Failed, double.PositiveInfinity), (missing.Outcome, missing.Worst));
    }

    [Fact]
    public async Task A_model_that_answers_by_chance_or_by_its_neighbours_is_found()
    {
        var calls = 0;
        Assert.Equal(BehaviourOutcome.Failed, (await RunAsync("{test: determinism}", (_, _, _, _) => ++calls % 11 / 11.0)).Outcome);
        Assert.Equal(BehaviourOutcome.Failed, (await RunAsync("{test: row_order}", (_, _, _, _) => ++calls % 11 / 11.0)).Outcome);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: determinism}", (age, _, _, _) => age)).Outcome);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: row_order}", (age, _, _, _) => age)).Outcome);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: column_order}", (age, _, _, _) => age)).Outcome);
    }

    [Fact]
    public async Task A_model_that_reads_columns_by_their_place_is_found()
    {
        var suite = Suite("{test: column_order}");
        var report = await BehaviourRunner.RunAsync(suite, new BehaviourSubject { Model = new PlaceModel() }, TimeProvider.System, Token);
        Assert.False(report.Passed);
    }

    [Fact]
    public async Task Noise_that_tips_the_prediction_is_shrunk_to_the_edge()
    {
        Func<double, double, string, string, double> cliff = (_, income, _, _) => income > 500 ? 0.9 : 0.1;
        var result = await RunAsync("{test: noise, scale: 0.05, tolerance: 0.2}", cliff);
        Assert.Equal(BehaviourOutcome.Failed, result.Outcome);
        var change = Assert.Single(result.Examples[0].Changes);
        Assert.Equal("income", change.Column);
        // As near to the edge as halving goes.
        Assert.Equal(500, Math.Max((double)change.From!, (double)change.To!), 30.0);
        Assert.InRange(result.Examples[0].Size, 0, 0.05);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: noise, tolerance: 0.1}", (_, income, _, _) => double.IsNaN(income) ? 0.5 : income / 2000)).Outcome);
    }

    [Fact]
    public async Task A_value_that_goes_missing_is_answered()
    {
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: missing}", (_, income, _, _) => double.IsNaN(income) ? 0.5 : 0.4)).Outcome);
        Assert.Equal(BehaviourOutcome.Failed, (await RunAsync("{test: missing, tolerance: 0.05}", (_, income, _, _) => double.IsNaN(income) ? 0.5 : 0.4)).Outcome);
        var refused = await RunAsync("{test: missing}", (_, income, _, _) => double.IsNaN(income) ? throw new SakerException(ErrorKind.InvalidInput, "no") : 0.4);
        Assert.Equal((BehaviourOutcome.Failed, double.NaN), (refused.Outcome, refused.Examples[0].After));
    }

    [Fact]
    public async Task A_protected_attribute_that_the_model_does_not_take_passes_and_says_so()
    {
        var result = await RunAsync("{test: protected, columns: [race]}", (_, _, _, _) => 0.5);
        Assert.Equal((BehaviourOutcome.Passed, "race: no input of the model"), (result.Outcome, result.Observed));
        Assert.Equal(BehaviourOutcome.Failed, (await RunAsync("{test: protected, columns: [race, sex]}", (_, _, sex, _) => sex == "m" ? 1 : 0)).Outcome);
    }

    [Fact]
    public async Task Latency_is_measured_by_the_clock_that_is_given()
    {
        var time = new ManualTime();
        var model = new FormulaModel((_, _, _, _) =>
        {
            time.Advance(TimeSpan.FromMilliseconds(3));
            return 0.5;
        });
        var report = await BehaviourRunner.RunAsync(Suite("{test: latency, max: 2ms, calls: 10}", "{test: latency, max: 4ms, calls: 10}"), new BehaviourSubject { Model = model }, time, Token);
        Assert.Equal([BehaviourOutcome.Failed, BehaviourOutcome.Passed], report.Results.Select(result => result.Outcome));
        Assert.Equal((1, "3 ms at 99%, 3 ms in the middle"), (Math.Round(report.Results[0].Worst, 9), report.Results[0].Observed));
    }

    [Fact]
    public async Task A_share_of_rows_may_break_a_test_and_a_warning_fails_nothing()
    {
        Func<double, double, string, string, double> formula = (age, _, sex, _) => age > 90 && sex == "m" ? 1 : 0.5;
        var strict = await RunAsync("{test: invariance, columns: [sex]}", formula);
        Assert.Equal(BehaviourOutcome.Failed, strict.Outcome);
        Assert.InRange(strict.FailureCount / (double)strict.CaseCount, 0.01, 0.3);
        Assert.Equal(BehaviourOutcome.Passed, (await RunAsync("{test: invariance, columns: [sex], allowed: 0.3}", formula)).Outcome);
        Assert.Equal(BehaviourOutcome.Warned, (await RunAsync("{test: invariance, columns: [sex], severity: warn}", formula)).Outcome);
    }

    [Fact]
    public async Task Counter_examples_come_smallest_first_with_the_change_and_both_predictions()
    {
        var result = await RunAsync("{test: invariance, columns: [age, income, sex, plan], tries: 8}", (age, _, sex, _) => (age > 50 ? 0.2 : 0) + (sex == "m" ? 0.3 : 0));
        Assert.Equal(result.Examples.OrderBy(example => example.Changes.Count).ThenBy(example => example.Size), result.Examples);
        Assert.True(result.Examples[0].Size < 1);
        Assert.Contains("age: ", result.Examples[0].ToString(), StringComparison.Ordinal);
        Assert.Matches(@" -> .*: 0(\.\d+)? -> 0(\.\d+)?$", result.Examples[0].ToString());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report_which_reads_back_from_its_json()
    {
        var suite = Suite("{test: invariance, columns: [sex]}", "{test: noise}", "{test: monotonicity, column: age, direction: decreasing}", "{test: row_order}", "{test: range, max: 0.5}");
        var subject = new BehaviourSubject { Model = new FormulaModel((age, _, sex, _) => age / 100 * (sex == "m" ? 1 : 0.9)), Rows = FormulaModel.Rows };

        var first = (await BehaviourRunner.RunAsync(suite, subject, TimeProvider.System, Token)).ToJson();

        Assert.Equal(first, (await BehaviourRunner.RunAsync(suite, subject, TimeProvider.System, Token)).ToJson());
        var read = BehaviourReport.FromJson(first);
        Assert.Equal(first, read.ToJson());
        Assert.Equal((3, 200, false), (read.RealRowCount, read.MadeRowCount, read.Passed));
        Assert.NotEqual(first, (await BehaviourRunner.RunAsync(suite with { Seed = 2 }, subject, TimeProvider.System, Token)).ToJson());
        Assert.Contains("row 1 of the data", (await BehaviourRunner.RunAsync(suite with { MadeRows = 0 }, subject, TimeProvider.System, Token)).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_a_model_cannot_be_asked_is_told_at_once()
    {
        var suite = Suite("{test: invariance, columns: [sexe]}", "{test: monotonicity, column: plan, direction: increasing}", "{test: directional, change: {plan: silver}, where: {sex: x}, expect: increase}",
            "{test: noise, columns: [plan]}", "{test: missing, columns: [salary]}") with { Output = "score" };
        var error = await Assert.ThrowsAsync<SakerException>(() => BehaviourRunner.RunAsync(suite, new BehaviourSubject { Model = new FormulaModel((_, _, _, _) => 0) }, TimeProvider.System, Token));
        Assert.Equal(
            ["behaviour.tests[0].columns", "behaviour.tests[1].column", "behaviour.tests[2].change.plan", "behaviour.tests[2].where.sex", "behaviour.tests[3].columns", "behaviour.tests[4].columns", "behaviour.output"],
            error.Problems.Select(problem => problem.Field));
        Assert.Contains("Did you mean 'sex'?", error.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_classes_one_must_be_named()
    {
        string[] classes = ["a", "b", "c", "d", "e", "f"];
        var signature = new FormulaModel((_, _, _, _) => 0).Signature with
        {
            Outputs = [new SignatureColumn(ModelGraph.LabelName, ColumnType.Text) { Categories = classes }, new SignatureColumn("probabilities", ColumnType.Float32) { Shape = [-1, classes.Length] }],
        };
        var suite = Suite("{test: invariance, columns: [sex]}");

        var problem = Assert.Single(BehaviourRunner.Check(suite, signature, "behaviour"));
        Assert.Equal("behaviour.output", problem.Field);
        Assert.Contains("probability_a, probability_b", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("probability_f", problem.Message, StringComparison.Ordinal);
        Assert.Empty(BehaviourRunner.Check(suite with { Output = "probability_f" }, signature, "behaviour"));
        Assert.Single(BehaviourRunner.Check(suite with { Output = "probability_g" }, signature, "behaviour"));
    }

    [Fact]
    public async Task Data_without_an_input_are_refused_by_name()
    {
        var subject = new BehaviourSubject { Model = new FormulaModel((_, _, _, _) => 0), Rows = FormulaModel.Rows.Without(["plan", "age"]) };
        var error = await Assert.ThrowsAsync<SakerException>(() => BehaviourRunner.RunAsync(Suite("{test: range}"), subject, TimeProvider.System, Token));
        Assert.Equal(["age", "plan"], error.Problems.Select(problem => problem.Field));
    }

    private static async Task<BehaviourResult> RunAsync(string test, Func<double, double, string, string, double> formula)
    {
        var subject = new BehaviourSubject { Model = new FormulaModel(formula), Rows = FormulaModel.Rows };
        return Assert.Single((await BehaviourRunner.RunAsync(Suite(test), subject, TimeProvider.System, Token)).Results);
    }

    private static BehaviourSuite Suite(params string[] tests) => BehaviourSuiteFile.Parse("tests:\n" + string.Concat(tests.Select(test => $"  - {test}\n")));

    private sealed class PlaceModel : IModel
    {
        public Signature Signature { get; } = new FormulaModel((_, _, _, _) => 0).Signature;

        public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
        {
            var first = rows.Columns[0];
            return ValueTask.FromResult(new Table([Column.Of<double>(ModelGraph.ProbabilityName, first.Type == ColumnType.Text ? new double[rows.RowCount] : first.ToFloat64())]));
        }
    }
}
