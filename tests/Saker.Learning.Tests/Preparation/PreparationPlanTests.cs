using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Preparation;

public sealed class PreparationPlanTests
{
    private const string Churn = """
        [{"transform": "derive", "name": "average", "expression": "charge / max(tenure, 1)"},
         {"transform": "bin", "column": "tenure", "edges": [6, 12, 24, 48], "name": "band"},
         {"transform": "impute", "columns": "numbers", "with": "median"},
         {"transform": "scale", "columns": "numbers", "with": "standard"},
         {"transform": "one_hot", "columns": "text"}]
        """;

    private const string ImputedAndScaled = """[{"transform": "impute", "columns": "numbers"}, {"transform": "scale"}]""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Steps_learn_from_what_the_steps_before_give()
    {
        var rows = ToyCustomers.Rows(200);
        var fitted = Declared.Plan(Churn).Fit(rows, ToyCustomers.Columns, Token);

        var features = fitted.Apply(rows);

        Assert.Equal(["tenure", "charge", "senior", "average"], fitted.FeatureNames.Take(4));
        for (var column = 0; column < 4; column++)
        {
            var values = Enumerable.Range(0, rows.RowCount).Select(row => (double)features.Row(row)[column]).ToArray();
            Assert.Equal(0, values.Average(), 1e-6);
            Assert.Equal(1, values.Average(value => value * value), 1e-6);
        }
    }

    [Theory]
    [InlineData("""{"transform": "bin", "column": "tenure", "edges": [6, 12]}""", """{"transform": "bin", "column": "tenure", "edges": [6, 13]}""")]
    [InlineData("""{"transform": "bin", "column": "tenure", "count": 3}""", """{"transform": "bin", "column": "tenure", "count": 4}""")]
    [InlineData("""{"transform": "ordinal", "columns": ["plan"], "order": ["a", "b"]}""", """{"transform": "ordinal", "columns": ["plan"], "order": ["b", "a"]}""")]
    public void Steps_that_do_something_else_are_told_apart_by_their_text(string one, string other) =>
        Assert.NotEqual(Declared.Plan($"[{one}]").Steps[0].ToString(), Declared.Plan($"[{other}]").Steps[0].ToString());

    [Fact]
    public void Categories_of_a_row_add_up_to_one_each()
    {
        var rows = ToyCustomers.Rows(200);
        var fitted = Declared.Plan(Churn).Fit(rows, ToyCustomers.Columns, Token);
        var features = fitted.Apply(rows);

        Assert.Equal(
            ["contract=Month-to-month", "contract=One year", "contract=Two year", "city=Graz", "city=Linz", "city=Wien", "city=(missing)", "band=< 6", "band=>= 48", "band=[12, 24)", "band=[24, 48)", "band=[6, 12)"],
            fitted.FeatureNames.Skip(4));
        for (var row = 0; row < rows.RowCount; row++)
            Assert.Equal(3, features.Row(row)[4..].ToArray().Sum());
    }

    [Fact]
    public void The_emitted_graph_gives_what_apply_gives()
    {
        var rows = ToyCustomers.Rows();
        var fitted = Declared.Plan(Churn).Fit(rows, ToyCustomers.Columns, Token);
        var graph = new GraphBuilder("test");
        graph.Output("features", fitted.Emit(graph, ModelInputs.Declare(graph, fitted.InputColumns)), -1, fitted.FeatureNames.Count);

        using var session = new OnnxSession(graph.Build().ToBytes());

        Assert.Equal(fitted.Apply(rows).Values, session.Run(ModelInputs.Feed(rows, fitted.InputColumns), TestContext.Current.CancellationToken)[0].Span<float>().ToArray());
        Assert.Equal(["tenure", "charge", "senior", "contract", "city"], session.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void Numbers_go_through_impute_and_scale_side_by_side()
    {
        var rows = ToyCustomers.Rows();
        var fitted = Declared.Plan(ImputedAndScaled).Fit(rows, ["tenure", "charge", "senior"], Token);
        var graph = new GraphBuilder("test");
        fitted.Emit(graph, ModelInputs.Declare(graph, fitted.InputColumns));

        // One node of each kind treats all three columns, and nothing takes them apart in between.
        var text = System.Text.Encoding.UTF8.GetString(graph.Build().ToBytes());
        Assert.DoesNotContain("Split", text, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, "Concat_out_[0-9]+").Select(match => match.Value).Distinct());
    }

    [Fact]
    public void A_row_goes_through_few_nodes_and_fewer_choices()
    {
        var fitted = Declared.Plan(Churn).Fit(ToyCustomers.Rows(200), ToyCustomers.Columns, Token);
        var graph = new GraphBuilder("test");
        fitted.Emit(graph, ModelInputs.Declare(graph, fitted.InputColumns));

        // A run of one row costs by the number of nodes, and a choice several times what arithmetic does.
        var operators = graph.Build().Graph.Nodes.Select(node => node.Operator).ToArray();
        Assert.InRange(operators.Length, 1, 22);
        Assert.Equal(2, operators.Count(name => name == "Where"));
    }

    [Theory]
    [InlineData("[]", float.NaN)]
    [InlineData("""[{"transform": "impute", "columns": "numbers"}]""", 2f)]
    [InlineData("""[{"transform": "impute", "columns": "numbers"}, {"transform": "clip", "max": 1e301}]""", 2f)]
    public void Numbers_beyond_float32_become_its_ends_and_missing_ones_stay_missing_until_they_are_filled_in(string steps, float missing)
    {
        var training = new Table([Column.OfNumbers("x", [1, 2, 3])]);
        var rows = new Table([Column.OfNumbers("x", [1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, -0.5])]);

        var features = Declared.Plan(steps).Fit(training, ["x"], Token).Apply(rows);

        Assert.Equal([float.MaxValue, float.MinValue, float.MaxValue, float.MinValue, missing, -0.5f], features.Values);
    }

    [Fact]
    public void Scaled_numbers_beyond_float32_become_its_ends()
    {
        var training = new Table([Column.OfNumbers("x", [1, 2, 3])]);
        var rows = new Table([Column.OfNumbers("x", [1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 2])]);

        var features = Declared.Plan(ImputedAndScaled).Fit(training, ["x"], Token).Apply(rows);

        Assert.Equal([float.MaxValue, float.MinValue, float.MaxValue, float.MinValue, 0, 0], features.Values);
    }

    [Fact]
    public void What_is_scaled_about_infinity_may_be_missing()
    {
        // Each is finite, as numbers to learn from must be; their sum is not.
        var training = new Table([Column.OfNumbers("x", [1.5e308, 1.7e308, 1.6e308])]);
        var rows = new Table([Column.OfNumbers("x", [double.PositiveInfinity, 1e308, double.NaN, double.NegativeInfinity])]);

        var fitted = Declared.Plan(ImputedAndScaled).Fit(training, ["x"], Token);

        Assert.Equal([float.NaN, float.MinValue, float.MinValue, float.MinValue], fitted.Apply(rows).Values);
        var graph = new GraphBuilder("test");
        fitted.Emit(graph, ModelInputs.Declare(graph, fitted.InputColumns));
        Assert.DoesNotContain("Clip", graph.Build().Graph.Nodes.Select(node => node.Operator));
    }

    [Fact]
    public void Infinite_and_missing_numbers_find_their_bins()
    {
        var training = new Table([Column.OfNumbers("x", [1, 6, 12])]);
        var rows = new Table([Column.OfNumbers("x", [double.NegativeInfinity, 5, 6, 12, double.PositiveInfinity, double.NaN])]);
        var plan = Declared.Plan("""[{"transform": "bin", "column": "x", "edges": [6, 12], "name": "band"}, {"transform": "drop", "columns": ["x"]}, {"transform": "one_hot"}]""");

        var fitted = plan.Fit(training, ["x"], Token);

        Assert.Equal(["band=< 6", "band=>= 12", "band=[6, 12)"], fitted.FeatureNames);
        Assert.Equal([1f, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0], fitted.Apply(rows).Values);
    }

    [Fact]
    public void Columns_that_no_feature_needs_are_no_inputs_of_the_model()
    {
        var plan = Declared.Plan("""[{"transform": "derive", "name": "average", "expression": "charge / 2"}, {"transform": "drop", "columns": ["city", "since", "charge"]}, {"transform": "one_hot"}]""");

        var fitted = plan.Fit(ToyCustomers.Rows(), [.. ToyCustomers.Columns, "since"], Token);

        Assert.Equal(["tenure", "charge", "senior", "contract"], fitted.InputColumns.Select(column => column.Name));
        Assert.Equal(ColumnType.Int64, fitted.InputColumns[0].Type);
    }

    [Fact]
    public void A_plan_without_steps_needs_numbers_only()
    {
        var fitted = new PreparationPlan { Steps = [] }.Fit(ToyCustomers.Rows(), ["tenure", "senior"], Token);

        Assert.Equal(["tenure", "senior"], fitted.FeatureNames);
        Assert.Equal(ToyCustomers.Rows().Get("tenure").ToFloat64()[3], fitted.Apply(ToyCustomers.Rows()).Row(3)[0]);
    }

    [Fact]
    public void The_default_plan_takes_numbers_and_texts()
    {
        var rows = ToyCustomers.Rows();

        var features = PreparationPlan.Default.Fit(rows, ToyCustomers.Columns, Token).Apply(rows);

        Assert.DoesNotContain(features.Values, float.IsNaN);
        Assert.Contains("city=(missing)", features.Names);
    }

    [Fact]
    public void A_column_can_be_replaced_by_what_is_derived_from_it()
    {
        var rows = new Table([Column.OfNumbers("x", [1, double.NaN, 3])]);
        var plan = Declared.Plan("""[{"transform": "derive", "name": "x", "expression": "coalesce(x, 10)"}, {"transform": "derive", "name": "x", "expression": "x * 2"}, {"transform": "scale", "with": "min_max"}]""");

        Assert.Equal([0f, 1f, (float)(4.0 / 18)], plan.Fit(rows, ["x"], Token).Apply(rows).Values);
    }

    [Fact]
    public void Text_left_over_is_reported_with_what_to_do()
    {
        var error = Assert.Throws<SakerException>(() => new PreparationPlan { Steps = [] }.Fit(ToyCustomers.Rows(), ToyCustomers.Columns, Token));

        Assert.Equal(["contract", "city"], error.Problems.Select(problem => problem.Field));
        Assert.All(error.Problems, problem => Assert.Contains("one_hot", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""[{"transform": "scale", "columns": ["since"]}]""")]
    [InlineData("""[{"transform": "impute", "columns": "all"}]""")]
    [InlineData("""[{"transform": "one_hot", "columns": ["since"]}]""")]
    public void A_date_is_reported_with_what_to_do(string steps)
    {
        var error = Assert.Throws<SakerException>(() => Declared.Plan(steps).Fit(ToyCustomers.Rows(), ["tenure", "since"], Token));

        Assert.Contains("since", error.Message, StringComparison.Ordinal);
        Assert.Contains("date", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"transform": "impute", "columns": ["x"]}""")]
    [InlineData("""{"transform": "impute", "columns": ["t"], "with": "most_frequent"}""")]
    [InlineData("""{"transform": "scale", "columns": ["x"]}""")]
    [InlineData("""{"transform": "clip", "columns": ["x"], "quantiles": [0, 0.5]}""")]
    [InlineData("""{"transform": "bin", "column": "x", "count": 3}""")]
    [InlineData("""{"transform": "one_hot", "columns": ["x"]}""")]
    [InlineData("""{"transform": "one_hot", "columns": ["t"]}""")]
    [InlineData("""{"transform": "ordinal", "columns": ["t"]}""")]
    public void A_column_without_any_value_is_reported(string step)
    {
        var rows = new Table([Column.OfNumbers("x", [double.NaN, double.NaN]), Column.OfText("t", [null, null]), Column.OfNumbers("y", [1, 2])]);

        var error = Assert.Throws<SakerException>(() => Declared.Plan($"[{step}]").Fit(rows, ["x", "t", "y"], Token));

        Assert.Contains("is missing in every training row", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("prepare[0].column", Assert.Single(error.Problems).Field, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_number_is_reported_with_its_row()
    {
        var rows = new Table([Column.OfNumbers("x", [1, double.NegativeInfinity])]);

        var error = Assert.Throws<SakerException>(() => new PreparationPlan { Steps = [] }.Fit(rows, ["x"], Token));

        Assert.Equal(1, Assert.Single(error.Problems).Row);
    }

    [Fact]
    public void Missing_and_mistyped_columns_are_reported_together()
    {
        var fitted = PreparationPlan.Default.Fit(ToyCustomers.Rows(), ToyCustomers.Columns, Token);
        var rows = ToyCustomers.Rows().Without(["city"]).With(Column.OfText("tenure", [.. Enumerable.Repeat("a", 30)]));

        var error = Assert.Throws<SakerException>(() => fitted.Apply(rows));

        Assert.Equal(["tenure", "city"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void A_cancelled_fit_stops() =>
        Assert.Throws<OperationCanceledException>(() => PreparationPlan.Default.Fit(ToyCustomers.Rows(), ToyCustomers.Columns, new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("""{"transform": "one_hott"}""", "transform")]
    [InlineData("""{"column": "x"}""", "transform")]
    [InlineData("""{"transform": "drop"}""", "columns")]
    [InlineData("""{"transform": "impute", "columns": "numbers", "with": "mode"}""", "with")]
    [InlineData("""{"transform": "impute", "columns": "numbers", "with": "constant"}""", "value")]
    [InlineData("""{"transform": "impute", "columns": "numbers", "value": 3}""", "value")]
    [InlineData("""{"transform": "scale", "with": "max"}""", "with")]
    [InlineData("""{"transform": "clip"}""", "min")]
    [InlineData("""{"transform": "clip", "min": 3, "max": 1}""", "max")]
    [InlineData("""{"transform": "clip", "quantiles": [0.9, 0.1]}""", "quantiles")]
    [InlineData("""{"transform": "clip", "quantiles": [0.9]}""", "quantiles")]
    [InlineData("""{"transform": "clip", "quantiles": [0, 2]}""", "quantiles")]
    [InlineData("""{"transform": "bin", "column": "x"}""", "edges")]
    [InlineData("""{"transform": "bin", "column": "x", "edges": [3, 3]}""", "edges")]
    [InlineData("""{"transform": "bin", "column": "x", "edges": []}""", "edges")]
    [InlineData("""{"transform": "bin", "column": "x", "edges": [1], "count": 3}""", "edges")]
    [InlineData("""{"transform": "one_hot", "max_categories": 1}""", "max_categories")]
    [InlineData("""{"transform": "ordinal", "order": ["a", "a"]}""", "order")]
    [InlineData("""{"transform": "derive", "name": "x", "expression": "1 +"}""", "expression")]
    [InlineData("""{"transform": "derive", "name": "x"}""", "expression")]
    public void A_wrong_declaration_is_reported_under_its_key(string step, string key) =>
        Assert.Equal($"prepare[0].{key}", Assert.Single(Declared.ProblemsOf(step)).Field);
}
