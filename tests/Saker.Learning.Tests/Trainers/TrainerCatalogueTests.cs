using Saker.Data;
using Saker.Learning.Trainers;

namespace Saker.Learning.Tests.Trainers;

public sealed class TrainerCatalogueTests
{
    [Fact]
    public void Settings_reach_the_trainer()
    {
        var (trainer, problems) = Create(new() { ["trainer"] = "gradient_boosting", ["trees"] = 12L, ["learning_rate"] = 0.2, ["max_depth"] = 5L });
        Assert.Equal(new GradientBoosting { Trees = 12, LearningRate = 0.2, MaxDepth = 5 }, trainer);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("trainer", "svm", "candidates[1].trainer")]
    [InlineData("C", "1", "candidates[1].C")]
    [InlineData("l2", "much", "candidates[1].l2")]
    public void Problems_are_reported_at_their_key(string key, string value, string field)
    {
        var (_, problems) = Create(new() { ["trainer"] = "logistic_regression", [key] = value });
        Assert.Equal(field, Assert.Single(problems).Field);
    }

    [Fact]
    public void A_missing_name_is_reported()
    {
        var (trainer, problems) = Create([]);
        Assert.Null(trainer);
        Assert.Equal("candidates[1].trainer", Assert.Single(problems).Field);
    }

    [Fact]
    public void Values_out_of_range_from_code_are_refused()
    {
        var (features, target) = ToyRows.Make(20);
        Assert.Equal("l2", Assert.Throws<SakerException>(() => new LogisticRegression { L2 = -1 }.Fit(features, target, 1, TestContext.Current.CancellationToken)).Field);
        Assert.Equal("subsample", Assert.Throws<SakerException>(() => new GradientBoosting { Subsample = double.NaN }.Fit(features, target, 1, TestContext.Current.CancellationToken)).Field);
        Assert.Equal("max_depth", Assert.Throws<SakerException>(() => new RandomForest { MaxDepth = 99 }.Fit(features, target, 1, TestContext.Current.CancellationToken)).Field);
    }

    private static (Trainer? Trainer, List<Problem> Problems) Create(Dictionary<string, object?> values)
    {
        var problems = new List<Problem>();
        return (TrainerCatalogue.Create(new Settings(values, "candidates[1]", problems)), problems);
    }
}
