using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Multiclass;

namespace Saker.Learning.Tests.Scores;

public sealed class TaskAnswersTests
{
    private static readonly EvaluationPlan s_plan = new() { Bootstrap = new() { ResampleCount = 50 } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_class_that_the_model_does_not_know_has_no_probability_and_all_other_rows_count_as_ever()
    {
        // The model knows a and b; c came later.
        var answers = TaskAnswers.OfClasses(["a", "b", "c"], [0, 1, 2, 1], Answers(["a", "b", "a", "b"], ("a", [0.8f, 0.3f, 0.6f, 0.1f]), ("b", [0.2f, 0.7f, 0.4f, 0.9f])));

        Assert.Equal(0.75, answers.Compute("accuracy", All(4)), 12);
        Assert.Contains("log_loss", answers.ScoreNames);
        Assert.True(answers.Compute("log_loss", All(4)) > -Math.Log(1e-10) / 4);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.7) + Math.Log(0.9)) / 3, answers.Compute("log_loss", [0, 1, 3]), 1e-6);
    }

    [Fact]
    public void A_label_that_is_no_class_any_more_is_wrong_and_takes_nothing_from_the_classes_there_are()
    {
        var answers = TaskAnswers.OfClasses(["a", "b"], [0, 1, 1, 0], Answers(["a", "gone", "b", "a"], ("a", [0.7f, 0.1f, 0.2f, 0.9f]), ("b", [0.1f, 0.3f, 0.7f, 0.1f]), ("gone", [0.2f, 0.6f, 0.1f, 0f])));

        Assert.Equal(0.75, answers.Compute("accuracy", All(4)), 12);
        // Of a: precision and recall 1. Of b: precision 1, recall 1/2. What is gone is none of the two whose mean it is.
        Assert.Equal(0.75, answers.Compute("balanced_accuracy", All(4)), 12);
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.3) + Math.Log(0.7) + Math.Log(0.9)) / 4, answers.Compute("log_loss", All(4)), 1e-6);
        Assert.Equal(1, answers.Compute("roc_auc_ovr", All(4)), 12);
    }

    [Fact]
    public void What_says_no_label_is_refused_and_numbers_may_be_called_as_they_like()
    {
        Assert.Equal("label", Assert.Throws<SakerException>(() => TaskAnswers.OfClasses(["a", "b"], [0], new Table([Column.Of<float>("probability_a", new[] { 1f })]))).Field);
        Assert.Equal(2, TaskAnswers.OfNumbers([1, 5], new Table([Column.Of<float>("variable", new[] { 3f, 7f })])).Compute("rmse", All(2)), 12);
    }

    [Fact]
    public void Baselines_of_numbers_are_those_that_could_be_had_before()
    {
        var answers = TaskAnswers.OfNumbers([10, 20, 30], new Table([Column.Of<float>("prediction", new[] { 11f, 19f, 31f })]));

        var known = answers.Judge(null, s_plan, new float[] { 0, 0, 6 }, Token);
        var own = answers.Judge(null, s_plan, ReadOnlyMemory<float>.Empty, Token);

        Assert.Equal([18, 20], known.Baselines.Select(baseline => baseline.Scores.Single(score => score.Name == "mae").Value));
        Assert.Equal(["always the mean, 2", "always the median, 0"], known.Baselines.Select(baseline => baseline.Title));
        Assert.Equal("always the mean, 20", own.Baselines[0].Title);
    }

    [Fact]
    public void Baselines_of_classes_are_those_that_could_be_had_before()
    {
        var answers = TaskAnswers.OfClasses(["a", "b"], [0, 0, 1], Answers(["a", "a", "b"], ("a", [0.9f, 0.9f, 0.2f]), ("b", [0.1f, 0.1f, 0.8f])));

        var known = answers.Judge(null, s_plan, new float[] { 1, 1, 1, 0 }, Token).Baselines.Single();

        Assert.Equal("always 'b'", known.Title);
        Assert.Equal(1.0 / 3, known.Scores.Single(score => score.Name == "accuracy").Value, 12);
        Assert.Equal(-((2 * Math.Log(0.25)) + Math.Log(0.75)) / 3, known.Scores.Single(score => score.Name == "log_loss").Value, 1e-9);
    }

    [Fact]
    public void The_size_of_a_mean_error_near_zero_has_an_interval_that_begins_there()
    {
        // The mean error is 0.02 with a standard error of 0.1: nothing speaks against none at all.
        float[] target = new float[100];
        float[] shifted = [.. Enumerable.Range(0, 100).Select(row => 0.02f + (row % 2 == 0 ? 1 : -1))];
        var near = TaskAnswers.OfNumbers(target, new Table([Column.Of<float>("prediction", shifted)])).Measure("bias", rows: null, new Bootstrap(), Token).Score;
        var far = TaskAnswers.OfNumbers(target, new Table([Column.Of<float>("prediction", Array.ConvertAll(shifted, value => value - 5))])).Measure("bias", rows: null, new Bootstrap(), Token).Score;

        Assert.Equal((0.02, 0), (Math.Round(near.Value, 6), near.Interval.Low));
        Assert.Equal(0.2194, near.Interval.High, 1e-3);
        Assert.Equal(4.7806, far.Interval.Low, 1e-3);
        Assert.Equal(5.1794, far.Interval.High, 1e-3);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(1.5f)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void A_target_that_is_no_index_of_a_class_is_refused_by_its_row(float target)
    {
        var error = Assert.Throws<SakerException>(() => ClassAnswers.Of([0, target], [0.5f, 0.5f, 0.5f, 0.5f]));
        Assert.Equal("target", error.Field);
        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<SakerException>(() => ScoreCatalogue.Get(ScoreTask.Multiclass, "log_loss").Compute([0, target], [0.5f, 0.5f, 0.5f, 0.5f]));
    }

    private static int[] All(int count) => [.. Enumerable.Range(0, count)];

    private static Table Answers(string[] labels, params (string Class, float[] Probability)[] classes) =>
        new([Column.OfText("label", labels), .. classes.Select(own => Column.Of<float>($"probability_{own.Class}", own.Probability))]);
}
