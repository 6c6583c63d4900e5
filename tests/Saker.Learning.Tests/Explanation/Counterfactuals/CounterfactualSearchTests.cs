using Saker.Data;
using Saker.Learning.Explanation.Counterfactuals;
using Saker.Learning.Preparation;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Tests.Preparation;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Explanation.Counterfactuals;

public sealed class CounterfactualSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Yes from 0.5: a and b help, red helps.
    private static readonly FormulaModel s_model = new(FormulaModel.Inputs, (number, text) => (0.4 * number("a")) + (0.3 * number("b")) + (text("colour") == "red" ? 0.25 : 0));

    private static Table Row(double a, double b, string colour) => new([Column.OfNumbers("a", [a]), Column.OfNumbers("b", [b]), Column.OfNumbers("c", [a]), Column.OfText("colour", [colour])]);

    private static Task<CounterfactualResult> FindAsync(Table row, CounterfactualOptions options) => CounterfactualSearch.FindAsync(new ModelScore(s_model), row, FormulaModel.Rows(300), options, Token);

    [Fact]
    public async Task What_is_found_flips_the_served_answer_with_few_changes_and_differs()
    {
        var row = Row(0.6, 0.6, "blue");
        var result = await FindAsync(row, new CounterfactualOptions());
        Assert.Equal("No", result.Label);
        Assert.InRange(result.Found.Count, 2, 3);
        foreach (var found in result.Found)
        {
            var changed = new Table(row.Columns.Select(column => found.Changes.FirstOrDefault(change => change.Column == column.Name) is not { } change ? column
                : change.To is double number ? Column.OfNumbers(column.Name, [number]) : Column.OfText(column.Name, [(string?)change.To])));
            var answers = await s_model.PredictAsync(changed, Token);
            Assert.Equal("Yes", answers.Get<string>("label").Values.Span[0]);
            Assert.Equal(found.Score, answers.Get<float>("probability").Values.Span[0], 1e-6);
            Assert.InRange(found.Changes.Count, 1, 3);
            // The numbers went back as far as the answer holds.
            if (found.Changes.All(change => change.To is double))
                Assert.InRange(found.Score, 0.5, 0.503);
        }
        Assert.Equal(result.Found.Count, result.Found.Select(found => string.Join(',', found.Changes.Select(change => change.Column))).Distinct().Count());
        Assert.True(result.EvaluationCount <= 50_000);
    }

    [Fact]
    public async Task Whole_numbers_stay_whole_however_the_reference_writes_them()
    {
        using var toy = ToyExplained.Of(new LogisticRegression(), PreparationPlan.Default);
        var whole = new Table(toy.Rows.Columns.Select(column => column.Name == "tenure" ? Column.OfNumbers("tenure", column.ToFloat64()) : column));
        var result = await CounterfactualSearch.FindAsync(new ModelScore(toy.Model), toy.Rows.Take([0]), whole, new CounterfactualOptions { Rules = [.. toy.Rows.Columns.Where(column => column.Name is not ("tenure" or "city") && ToyCustomers.Columns.Contains(column.Name)).Select(column => new ColumnRule { Column = column.Name, IsFixed = true })] }, Token);
        var change = Assert.Single(result.Found.SelectMany(found => found.Changes).Where(change => change.Column == "tenure").Take(1));
        Assert.Equal(Math.Round((double)change.To!), (double)change.To!);
    }

    [Fact]
    public async Task What_cannot_be_wanted_is_refused_with_all_that_is_wrong()
    {
        using var toy = ToyExplained.Of(new LogisticRegression(), PreparationPlan.Default);
        var error = await Assert.ThrowsAsync<SakerException>(() => CounterfactualSearch.FindAsync(new ModelScore(toy.Model), toy.Rows.Take([0]), toy.Rows, new CounterfactualOptions { Label = "Maybe", MaxChanges = 0, Count = 51 }, Token));
        Assert.Equal(["label", "max_changes", "count"], error.Problems.Select(problem => problem.Field));
        Assert.Contains("No, Yes", error.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixed_columns_ranges_directions_and_allowed_texts_are_kept()
    {
        ColumnRule[] rules =
        [
            new() { Column = "a", IsFixed = true }, new() { Column = "colour", Allowed = ["green"] }, new() { Column = "b", Direction = 1, Max = 0.95 },
        ];
        var result = await FindAsync(Row(0.6, 0.5, "blue"), new CounterfactualOptions { Rules = rules });
        Assert.Equal("b", Assert.Single(Assert.Single(result.Found).Changes).Column);
        Assert.InRange((double)result.Found[0].Changes[0].To!, 0.86, 0.95);
    }

    [Fact]
    public async Task When_there_is_none_the_nearest_is_told()
    {
        var result = await FindAsync(Row(0.1, 0.1, "blue"), new CounterfactualOptions { Rules = [new() { Column = "a", IsFixed = true }, new() { Column = "colour", IsFixed = true }] });
        Assert.Empty(result.Found);
        Assert.Contains("the nearest is 0.33", result.Reason, StringComparison.Ordinal);
        Assert.Contains("b = ", result.Reason, StringComparison.Ordinal);

        var none = await FindAsync(Row(0.1, 0.1, "blue"), new CounterfactualOptions { Rules = [.. FormulaModel.Inputs.Select(input => new ColumnRule { Column = input.Name, IsFixed = true })] });
        Assert.Contains("No column may change", none.Reason, StringComparison.Ordinal);
        var already = await FindAsync(Row(0.1, 0.1, "blue"), new CounterfactualOptions { Label = "No" });
        Assert.Contains("already", already.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_are_not_possible_are_all_named()
    {
        ColumnRule[] rules = [new() { Column = "zip", IsFixed = true }, new() { Column = "colour", Min = 3 }, new() { Column = "a", Min = 3, Max = 1 }];
        var error = await Assert.ThrowsAsync<SakerException>(() => FindAsync(Row(0.1, 0.1, "blue"), new CounterfactualOptions { Rules = rules }));
        Assert.Equal(["zip", "colour", "a"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public async Task The_budget_is_kept()
    {
        var result = await FindAsync(Row(0, 0, "blue"), new CounterfactualOptions { MaxEvaluations = 200, MaxChanges = 4 });
        Assert.True(result.EvaluationCount <= 200, $"{result.EvaluationCount}");
    }
}
