using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Sampling;
using Saker.Testing.Toys;

namespace Saker.Learning.Tests.Explanation.Sampling;

public sealed class SamplingShapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Few_columns_are_enumerated_and_exact()
    {
        using var model = ToyModel.Churn();
        var rows = ModelExplainerTests.ChurnRows(6);
        var exact = await new SamplingShap(new ModelScore(model), new ExplainerOptions()).ExplainAsync(rows.Take([0]), rows.Take([1]), Token);

        Assert.Null(exact.StandardErrors);
        // By the definition, against one reference row.
        Table Mixed(int known) => new(rows.Columns.Select((column, i) => column.Take([(known & (1 << i)) != 0 ? 0 : 1])));
        async Task<double> Game(int known) => (await model.PredictAsync(Mixed(known), Token)).Get<float>("probability").Values.Span[0];
        for (var column = 0; column < 4; column++)
        {
            var expected = 0.0;
            for (var subset = 0; subset < 16; subset++)
                if ((subset & (1 << column)) == 0)
                    expected += new[] { 6.0, 2, 2, 6 }[int.PopCount(subset)] / 24 * (await Game(subset | (1 << column)) - await Game(subset));
            Assert.Equal(expected, exact.Values[column], 1e-7);
        }
    }

    [Fact]
    public async Task Estimates_are_near_the_exact_values_as_their_errors_say_and_add_up()
    {
        using var model = ToyModel.Churn();
        var (rows, reference) = (ModelExplainerTests.ChurnRows(20), ModelExplainerTests.ChurnRows(60).Take([.. Enumerable.Range(20, 40)]));
        var exact = await new SamplingShap(new ModelScore(model), new ExplainerOptions { MaxEvaluations = 1000 }).ExplainAsync(rows, reference, Token);
        var score = new ModelScore(model);
        var estimate = await new SamplingShap(score, new ExplainerOptions { MaxEvaluations = 600 }).ExplainAsync(rows, reference, Token);
        var answers = (await model.PredictAsync(rows, Token)).Get<float>("probability").Values;

        Assert.NotNull(estimate.StandardErrors);
        Assert.True(score.AskedCount <= 40 + (20 * 600 * 5 / 4), $"{score.AskedCount} rows were asked about.");
        var outside = 0;
        for (var i = 0; i < estimate.Values.Count; i++)
            outside += Math.Abs(estimate.Values[i] - exact.Values[i]) > (2 * estimate.StandardErrors![i]) + 1e-9 ? 1 : 0;
        Assert.True(outside <= 8, $"{outside} of 80 estimates are more than two standard errors off.");
        for (var row = 0; row < rows.RowCount; row++)
            Assert.Equal(answers.Span[row], estimate.Total(row), 1e-5);
    }

    [Fact]
    public async Task Reference_rows_that_a_budget_leaves_are_taken_from_all_of_them()
    {
        using var model = ToyModel.Churn();
        var rows = ModelExplainerTests.ChurnRows(100);
        var answers = (await model.PredictAsync(rows, Token)).Get<float>("probability").Values.ToArray();
        var sorted = rows.Take([.. Enumerable.Range(0, 100).OrderBy(row => answers[row])]);

        // Ten pairs of orders of four columns.
        var explanation = await new SamplingShap(new ModelScore(model), new ExplainerOptions { MaxEvaluations = 80 }).ExplainAsync(rows.Take([0]), sorted, Token);

        Assert.Contains("10 reference rows", explanation.Notes[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 10).Average(i => answers.Order().ElementAt(10 * i)), explanation.Base, 1e-6);
        Assert.True(answers.Order().Take(10).Average() < explanation.Base - 0.05, "The first ten would not have told.");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_estimate_and_another_one_another()
    {
        using var model = ToyModel.Churn();
        var rows = ModelExplainerTests.ChurnRows(30);
        async Task<IReadOnlyList<double>> Values(long seed) =>
            (await new SamplingShap(new ModelScore(model), new ExplainerOptions { MaxEvaluations = 300, Seed = seed }).ExplainAsync(rows.Take([0]), rows, Token)).Values;
        Assert.Equal(await Values(1), await Values(1));
        Assert.NotEqual(await Values(1), await Values(2));
    }
}
