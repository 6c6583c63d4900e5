using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Selection.Comparing;

namespace Saker.Learning.Tests.Selection.Comparing;

public sealed class ModelComparerTests
{
    private const double Tolerance = 1e-9;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Areas => [.. Enumerable.Range(0, ComparisonReference.List("delong").Count)];

    public static TheoryData<int> Counts => [.. Enumerable.Range(0, ComparisonReference.List("mcnemar").Count)];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Areas_are_compared_as_DeLong_defines_it(int number)
    {
        var reference = ComparisonReference.List("delong")[number];

        var comparison = ModelComparer.Compare(ScoreCatalogue.Get("roc_auc"), reference.Floats("target"), reference.Floats("candidate"), reference.Floats("champion"), ComparisonOptions.Default, Token);

        Assert.Equal(ComparisonTest.DeLong, comparison.Test);
        Assert.Equal(reference.Number("candidate_auc"), comparison.Candidate, Tolerance);
        Assert.Equal(reference.Number("champion_auc"), comparison.Champion, Tolerance);
        Assert.Equal(reference.Number("low"), comparison.Interval.Low, Tolerance);
        Assert.Equal(reference.Number("high"), comparison.Interval.High, Tolerance);
        Assert.Equal(reference.Number("p"), comparison.PValue, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Accuracies_are_compared_by_the_rows_that_only_one_gets_right(int number)
    {
        var reference = ComparisonReference.List("mcnemar")[number];
        var (candidateOnly, championOnly, rows) = ((int)reference.Number("only_candidate"), (int)reference.Number("only_champion"), (int)reference.Number("rows"));
        var target = new float[rows];
        float[] candidate = [.. Enumerable.Range(0, rows).Select(row => row >= candidateOnly && row < candidateOnly + championOnly ? 0.9f : 0.1f)];
        float[] champion = [.. Enumerable.Range(0, rows).Select(row => row < candidateOnly ? 0.9f : 0.1f)];

        var comparison = ModelComparer.Compare(ScoreCatalogue.Get("accuracy"), target, candidate, champion, ComparisonOptions.Default, Token);

        Assert.Equal(ComparisonTest.McNemar, comparison.Test);
        Assert.Equal((double)(candidateOnly - championOnly) / rows, comparison.Difference, Tolerance);
        Assert.Equal(reference.Number("p"), comparison.PValue, Tolerance);
        Assert.Equal(reference.Number("low"), comparison.Interval.Low, Tolerance);
        Assert.Equal(reference.Number("high"), comparison.Interval.High, Tolerance);
    }

    [Theory]
    [InlineData("log_loss")]
    [InlineData("brier")]
    [InlineData("pr_auc")]
    [InlineData("f1")]
    public void A_much_better_candidate_is_found_better_by_any_score_and_the_champion_worse(string name)
    {
        var (target, strong, weak) = Rows(300, 0.5f, 0.05f, seed: 3);
        var score = ScoreCatalogue.Get(name);

        var better = ModelComparer.Compare(score, target, strong, weak, ComparisonOptions.Default, Token);
        var worse = ModelComparer.Compare(score, target, weak, strong, ComparisonOptions.Default, Token);

        Assert.Equal(ComparisonTest.Bootstrap, better.Test);
        Assert.Equal((true, false, false, true), (better.IsBetter, better.IsWorse, worse.IsBetter, worse.IsWorse));
        Assert.True(better.Gain > 0 && better.GainInterval.Low > 0 && better.IsWithin(0));
        Assert.False(worse.IsWithin(0));
        Assert.Equal(better.Gain, -worse.Gain, 1e-12);
        Assert.Equal(better.Interval.Low, -worse.Interval.High, 1e-12);
    }

    [Fact]
    public void The_bootstrap_agrees_with_DeLong_about_areas()
    {
        var (target, strong, weak) = Rows(400, 0.35f, 0.25f, seed: 8);

        var exact = ModelComparer.ByDeLong(target, strong, weak, ComparisonOptions.Default);
        var drawn = ModelComparer.ByBootstrap(ScoreCatalogue.Get("roc_auc"), target, strong, weak, ComparisonOptions.Default, Token);

        var width = exact.Interval.High - exact.Interval.Low;
        Assert.InRange(drawn.Interval.Low, exact.Interval.Low - 0.15 * width, exact.Interval.Low + 0.15 * width);
        Assert.InRange(drawn.Interval.High, exact.Interval.High - 0.15 * width, exact.Interval.High + 0.15 * width);
    }

    [Fact]
    public void Equal_models_are_called_different_about_as_often_as_the_level_says()
    {
        var (byDeLong, byBootstrap, trials) = (0, 0, 300);
        for (var seed = 0; seed < trials; seed++)
        {
            var (target, one, other) = Rows(150, 0.3f, 0.3f, seed);
            byDeLong += ModelComparer.ByDeLong(target, one, other, ComparisonOptions.Default).IsReal ? 1 : 0;
            if (seed < 100)
                byBootstrap += ModelComparer.ByBootstrap(ScoreCatalogue.Get("brier"), target, one, other, ComparisonOptions.Default with { ResampleCount = 200, Seed = seed }, Token).IsReal ? 1 : 0;
        }

        // 5% of 300 and of 100, with three standard deviations of the counts.
        Assert.InRange(byDeLong, 4, 27);
        Assert.InRange(byBootstrap, 0, 12);
    }

    [Fact]
    public void The_same_model_does_not_differ_from_itself()
    {
        var (target, model, _) = Rows(60, 0.4f, 0.1f, seed: 1);
        foreach (var name in new[] { "roc_auc", "accuracy", "log_loss" })
        {
            var comparison = ModelComparer.Compare(ScoreCatalogue.Get(name), target, model, model, ComparisonOptions.Default, Token);

            Assert.Equal((0.0, 1.0, false), (comparison.Difference, comparison.PValue, comparison.IsReal));
            Assert.True(comparison.IsWithin(0.05));
        }
    }

    [Fact]
    public void Thresholds_are_each_models_own()
    {
        float[] target = [1, 1, 0, 0];
        float[] model = [0.3f, 0.4f, 0.1f, 0.2f];
        var options = ComparisonOptions.Default with { CandidateThreshold = 0.25, ChampionThreshold = 0.5 };

        var comparison = ModelComparer.ByMcNemar(target, model, model, options);

        Assert.Equal((1.0, 0.5), (comparison.Candidate, comparison.Champion));
    }

    [Fact]
    public void A_probability_next_to_the_threshold_falls_on_the_side_that_is_served()
    {
        // As float64, 0.7f is 0.699999988: a served graph calls it negative at 0.7.
        float[] target = [1, 1, 0, 0];
        float[] candidate = [0.9f, 0.7f, 0.7f, 0.1f];
        var options = ComparisonOptions.Default with { CandidateThreshold = 0.7, ChampionThreshold = (float)0.7 };

        var comparison = ModelComparer.ByMcNemar(target, candidate, [0.9f, 0.7f, 0.1f, 0.1f], options);
        var confusion = Confusion.Count(target, candidate, 0.7);

        Assert.Equal((0.75, 1.0), (comparison.Candidate, comparison.Champion));
        Assert.Equal((1, 0), (confusion.TruePositives, confusion.FalsePositives));
        Assert.Equal(confusion, new BinaryPredictions(target, candidate, 0.7).Confusion);
    }

    [Theory]
    [InlineData("accuracy", 1.0, 0.5)]
    [InlineData("recall", 1.0, 0.5)]
    [InlineData("roc_auc", 1.0, 1.0)]
    public void Rows_that_are_labelled_already_are_compared_by_those_labels(string score, double candidate, double champion)
    {
        float[] target = [1, 1, 0, 0];
        float[] probability = [0.6f, 0.4f, 0.3f, 0.2f];
        var own = new BinaryPredictions(target, probability, [1, 1, 0, 0], 0.5);
        var its = new BinaryPredictions(target, probability, [0, 1, 1, 0], 0.5);

        var comparison = ModelComparer.Compare(ScoreCatalogue.Get(score), own, its, ComparisonOptions.Default, Token);

        Assert.Equal((candidate, champion), (comparison.Candidate, comparison.Champion));
        Failures(() => ModelComparer.Compare(ScoreCatalogue.Get(score), own, new BinaryPredictions([0, 1, 1, 0], probability, 0.5), ComparisonOptions.Default, Token));

        static void Failures(Func<object> compare) => Assert.Equal("champion", Assert.Throws<SakerException>(compare).Field);
    }

    [Fact]
    public void A_comparison_is_read_back_as_it_was_written()
    {
        var (target, one, other) = Rows(80, 0.4f, 0.1f, seed: 2);
        var comparison = ModelComparer.Compare(ScoreCatalogue.Get("roc_auc"), target, one, other, ComparisonOptions.Default, Token);

        Assert.Equal(comparison, ModelComparison.FromJson(comparison.ToJson()));
        Assert.Contains("\"delong\"", comparison.ToJson(), StringComparison.Ordinal);
        Assert.Contains("DeLong", comparison.Describe(), StringComparison.Ordinal);
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<SakerException>(() => ModelComparison.FromJson("{}")).Kind);
    }

    [Fact]
    public void Resamples_are_the_same_for_the_same_seed_and_other_settings_are_refused()
    {
        var (target, one, other) = Rows(80, 0.4f, 0.1f, seed: 2);
        var score = ScoreCatalogue.Get("log_loss");

        Assert.Equal(ModelComparer.Compare(score, target, one, other, ComparisonOptions.Default, Token), ModelComparer.Compare(score, target, one, other, ComparisonOptions.Default, Token));
        Assert.NotEqual(ModelComparer.Compare(score, target, one, other, ComparisonOptions.Default, Token), ModelComparer.Compare(score, target, one, other, ComparisonOptions.Default with { Seed = 43 }, Token));
        Assert.Equal("resamples", Assert.Throws<SakerException>(() => ModelComparer.Compare(score, target, one, other, ComparisonOptions.Default with { ResampleCount = 3 }, Token)).Field);
        Assert.Equal("level", Assert.Throws<SakerException>(() => ModelComparer.Compare(score, target, one, other, ComparisonOptions.Default with { Level = 1 }, Token)).Field);
        Assert.Equal("probability", Assert.Throws<SakerException>(() => ModelComparer.Compare(score, target, one.AsMemory(1), other, ComparisonOptions.Default, Token)).Field);
    }

    private static (float[] Target, float[] Strong, float[] Weak) Rows(int count, float strong, float weak, int seed)
    {
        var generator = new Xoshiro256(seed);
        var (target, first, second) = (new float[count], new float[count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            target[row] = generator.Below(2);
            first[row] = (float)((1 - strong) * generator.NextDouble() + strong * target[row]);
            second[row] = (float)((1 - weak) * generator.NextDouble() + weak * target[row]);
        }
        return (target, first, second);
    }
}
