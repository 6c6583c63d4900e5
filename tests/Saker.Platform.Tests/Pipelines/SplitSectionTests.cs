using Saker.Data;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Selection.Schemes;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

public sealed class SplitSectionTests
{
    private const string Head = """
        pipeline: toy
        source: {csv: data.csv}
        target: {column: bought, positive: "1"}
        candidates:
          - {trainer: logistic_regression}

        """;

    [Fact]
    public void A_split_by_time_and_rolling_folds_are_read()
    {
        var pipeline = PipelineFile.Parse(Head + """
            split: {by: time, column: signed_at, test: 0.3, gap: 7d}
            select: {folds: 4, scheme: rolling, window: 90d, score: log_loss, prefer: best_mean, level: 0.9, nested: 3}
            """, "/");

        Assert.Equal(new SplitSettings { By = SplitBy.Time, Column = "signed_at", TestShare = 0.3, Gap = TimeDistance.Of(TimeSpan.FromDays(7)) }, pipeline.Split);
        Assert.Equal(new SelectSettings { FoldCount = 4, Scheme = FoldScheme.Rolling, Window = TimeDistance.Of(TimeSpan.FromDays(90)), Score = "log_loss", Prefer = SelectionPreference.BestMean, Level = 0.9, NestedFoldCount = 3 }, pipeline.Select);
        Assert.Equal("signed_at", pipeline.Select.ColumnFor(pipeline.Split));
    }

    [Theory]
    [InlineData("", FoldScheme.Stratified, null)]
    [InlineData("split: {by: random}", FoldScheme.Random, null)]
    [InlineData("split: {by: group, column: customer}", FoldScheme.Group, "customer")]
    [InlineData("split: {by: time, column: day}", FoldScheme.Expanding, "day")]
    [InlineData("split: {by: time, column: day}\nselect: {scheme: group, column: customer, repeats: 3}", FoldScheme.Group, "customer")]
    public void Folds_follow_the_split_unless_something_else_is_said(string text, FoldScheme scheme, string? column)
    {
        var pipeline = PipelineFile.Parse(Head + text, "/");

        Assert.Equal((scheme, column), (pipeline.Select.SchemeFor(pipeline.Split), pipeline.Select.ColumnFor(pipeline.Split)));
    }

    [Theory]
    [InlineData("split: {by: group}", "split.column")]
    [InlineData("split: {column: customer}", "split.column")]
    [InlineData("split: {by: group, column: customer, gap: 3}", "split.gap")]
    [InlineData("split: {by: week}", "split.by")]
    [InlineData("split: {by: time, column: day, gap: soon}", "split.gap")]
    [InlineData("select: {scheme: group}", "select.column")]
    [InlineData("select: {scheme: rolling}", "select.column")]
    [InlineData("select: {scheme: random, column: customer}", "select.column")]
    [InlineData("select: {gap: 3}", "select.gap")]
    [InlineData("select: {scheme: expanding, column: day, window: 3}", "select.window")]
    [InlineData("select: {scheme: expanding, column: day, repeats: 2}", "select.repeats")]
    [InlineData("select: {repeats: 0}", "select.repeats")]
    [InlineData("select: {nested: 1}", "select.nested")]
    [InlineData("select: {prefer: luck}", "select.prefer")]
    [InlineData("select: {level: 1}", "select.level")]
    public void What_does_not_fit_together_is_named_with_its_line(string text, string key)
    {
        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse(Head + text, "/"));

        Assert.EndsWith(key, Assert.Single(error.Problems).Field, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documented_examples_are_read_as_they_are_explained()
    {
        var time = PipelineFile.Parse(Head + DocumentationExample.Read("docs/selection.md", "time"), "/");
        var group = PipelineFile.Parse(Head + DocumentationExample.Read("docs/selection.md", "group"), "/");
        var leakage = PipelineFile.Parse(Head + DocumentationExample.Read("docs/selection.md", "leakage"), "/").Leakage;

        Assert.Equal((SplitBy.Time, "signed_at", "7d", FoldScheme.Rolling, "365d"), (time.Split.By, time.Split.Column, time.Split.Gap.ToString(), time.Select.SchemeFor(time.Split), time.Select.Window.ToString()));
        Assert.Equal((SplitBy.Group, FoldScheme.Group, 3, 4), (group.Split.By, group.Select.SchemeFor(group.Split), group.Select.RepeatCount, group.Select.NestedFoldCount));
        Assert.Equal((LeakageAction.Fail, "AverageCharge", "signed_at", "customer"), (leakage.Action, Assert.Single(leakage.Ignore), leakage.Time, leakage.Group));
    }

    [Theory]
    [InlineData("", LeakageAction.Warn)]
    [InlineData("leakage: fail", LeakageAction.Fail)]
    [InlineData("leakage: off", LeakageAction.Off)]
    [InlineData("leakage: {ignore: age}", LeakageAction.Warn)]
    public void The_screen_warns_unless_something_else_is_said(string text, LeakageAction action) => Assert.Equal(action, PipelineFile.Parse(Head + text, "/").Leakage.Action);

    [Theory]
    [InlineData("leakage: loud", "leakage")]
    [InlineData("leakage: {action: stop}", "leakage.action")]
    [InlineData("leakage: {ignored: age}", "leakage.ignored")]
    [InlineData("leakage: [age]", "leakage")]
    public void A_screen_that_is_not_understood_is_named(string text, string key) =>
        Assert.EndsWith(key, Assert.Single(Assert.Throws<SakerException>(() => PipelineFile.Parse(Head + text, "/")).Problems).Field, StringComparison.Ordinal);

    [Fact]
    public void All_of_it_is_reported_at_once()
    {
        var error = Assert.Throws<SakerException>(() => PipelineFile.Parse(Head + "split: {by: time, test: 2}\nselect: {scheme: random, gap: 3, window: 2, folds: 1}\n", "/"));

        Assert.Equal(["line 6, split.column", "line 6, split.test", "line 7, select.folds", "line 7, select.gap", "line 7, select.window"], error.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }
}
