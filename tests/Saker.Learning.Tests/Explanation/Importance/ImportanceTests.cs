using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Learning.Tests.Explanation.Importance;

public sealed class ImportanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("roc_auc")]
    [InlineData("log_loss")]
    public async Task Shuffling_costs_what_the_model_goes_by_and_nothing_else(string score)
    {
        var rows = FormulaModel.Rows(600);
        var model = new ModelScore(new FormulaModel(FormulaModel.Inputs, (number, text) => (0.6 * number("a")) + (0.2 * number("b")) + (text("colour") == "red" ? 0.1 : 0.05)));
        var target = (await model.OfAsync(rows, Token)).Select(answer => answer > 0.45 ? 1f : 0).ToArray();
        var labelled = new LabelledRows { Rows = rows, TargetColumn = "t", Labels = new ClassLabels("No", "Yes"), Target = target };
        var report = await PermutationImportance.OfAsync(model, labelled, ScoreCatalogue.Get(score), 0.5, repeats: 8, seed: 1, Token);

        Assert.Equal(["a", "b", "colour", "c"], report.Columns.Select(column => column.Column));
        Assert.Equal((score, PermutationImportance.Kind), (report.Unit, report.Kind));
        Assert.Equal(0, report.Columns[^1].Value);
        Assert.True(report.Columns[0].Interval.Low > report.Columns[1].Interval.High);
        Assert.Equal(report.ToJson(), (await PermutationImportance.OfAsync(model, labelled, ScoreCatalogue.Get(score), 0.5, 8, 1, Token)).ToJson());
    }

    [Fact]
    public void Mean_sizes_of_attributions_are_ordered_with_intervals_and_come_back_from_json()
    {
        var explanation = new Learning.Explanation.Explanation { Method = ExplanationMethod.Trees, Output = "probability", Unit = ExplainedUnit.LogOdds, Columns = ["x", "y"], Base = 0, Values = [1, -4, -1, 4, 1, -5] };
        var report = ShapImportance.Of(explanation);
        Assert.Equal([("y", 13 / 3.0), ("x", 1.0)], report.Columns.Select(column => (column.Column, column.Value)));
        Assert.True(report.Columns[0].Interval.Contains(13 / 3.0) && report.Columns[0].Interval.Low < 4);
        Assert.Equal(report.ToJson(), ImportanceReport.FromJson(report.ToJson()).ToJson());
        Assert.Equal("log_odds", report.Unit);
    }
}
