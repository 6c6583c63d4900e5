using Saker.Learning.Explanation.Lime;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Preparation;
using Saker.Learning.Trainers;
using Saker.Testing.Toys;

namespace Saker.Learning.Tests.Explanation.Lime;

public sealed class TabularLimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_seed_gives_the_same_explanation_and_it_says_how_far_it_can_be_believed()
    {
        using var model = ToyModel.Churn();
        var rows = ModelExplainerTests.ChurnRows(300);
        async Task<LimeExplanation> Explain(long seed) => await TabularLime.ExplainAsync(new ModelScore(model), rows.Take([7]), rows, new LimeOptions { Seed = seed, SampleCount = 1000 }, Token);
        var one = await Explain(1);
        Assert.Equal(one.Factors, (await Explain(1)).Factors);
        Assert.NotEqual(one.Factors, (await Explain(2)).Factors);
        Assert.InRange(one.Fidelity, 0.5, 1);
        Assert.Equal(one.Local, one.Intercept + one.Factors.Sum(factor => factor.Value), 1e-9);
        Assert.Equal(one.Answer, one.Local, 0.1);
    }

    [Fact]
    public async Task The_top_three_are_the_same_in_at_least_nine_of_ten_seeds()
    {
        using var toy = ToyExplained.Of(new GradientBoosting { Trees = 60 }, PreparationPlan.Default);
        var model = new ModelScore(toy.Model);
        foreach (var row in new[] { 0, 11, 29 })
        {
            var tops = new List<string>();
            for (var seed = 0; seed < 20; seed++)
            {
                var explanation = await TabularLime.ExplainAsync(model, toy.Rows.Take([row]), toy.Rows, new LimeOptions { Seed = seed }, Token);
                tops.Add(string.Join(',', explanation.Factors.Take(3).Select(factor => factor.Column).Order(StringComparer.Ordinal)));
            }
            Assert.True(tops.GroupBy(top => top).Max(group => group.Count()) >= 18, $"row {row}: {string.Join(" | ", tops.GroupBy(top => top).Select(group => $"{group.Key} x{group.Count()}"))}");
        }
    }

    [Fact]
    public async Task A_model_that_is_linear_in_its_categories_is_told_whole()
    {
        var model = new ModelScore(new FormulaModel([new("colour", Data.ColumnType.Text)], (_, text) => text("colour") == "red" ? 0.9 : 0.2));
        var rows = FormulaModel.Rows(60).Select(["colour"]);
        var red = Enumerable.Range(0, 60).First(row => rows.Get<string>("colour").Values.Span[row] == "red");
        var explanation = await TabularLime.ExplainAsync(model, rows.Take([red]), rows, new LimeOptions { Penalty = 0 }, Token);
        Assert.Equal(0.7, explanation.Factors[0].Value, 1e-3);
        Assert.Equal(1, explanation.Fidelity, 1e-5);
    }
}
