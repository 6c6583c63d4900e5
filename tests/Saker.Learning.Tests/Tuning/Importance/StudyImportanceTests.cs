using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Importance;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tests.Tuning.Importance;

public sealed class StudyImportanceTests
{
    private static readonly SearchSpace Three = SearchSpace.Of(
        new NumberParameter { Name = "strong", From = 0, To = 1 },
        new NumberParameter { Name = "weak", From = 0, To = 1 },
        new ChoiceParameter { Name = "idle", Choices = ["a", "b", "c"] });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Shares_of_a_tree_are_the_exact_ones()
    {
        // strong < 0.25 gives 0; otherwise 'idle' in {a} gives 3, else 6: mean 0.75 * (3 + 6 * 2) / 3 = 3.75.
        var tree = new TreeNode
        {
            Position = 0,
            Threshold = 0.25,
            Left = new TreeNode { Value = 0 },
            Right = new TreeNode { Position = 2, LeftChoices = [true, false, false], Left = new TreeNode { Value = 3 }, Right = new TreeNode { Value = 6 } },
        };

        var shares = new MarginalVariance(tree, SpaceMeasure.Of(Three, 1)).Shares()!;

        // Mean 3.75; variance 0.25 * 3.75^2 + 0.25 * 0.75^2 + 0.5 * 2.25^2 = 6.1875. Given 'strong': 0 or 5. Given 'idle': 2.25 or 4.5.
        Assert.Equal((0.25 * 3.75 * 3.75 + 0.75 * 1.25 * 1.25) / 6.1875, shares[0], 1e-12);
        Assert.Equal(0, shares[1], 1e-12);
        Assert.Equal((1.5 * 1.5 / 3 + 2 * 0.75 * 0.75 / 3) / 6.1875, shares[2], 1e-12);
    }

    [Fact]
    public void Shares_come_near_those_of_the_function()
    {
        var settings = new StudySettings { Space = Three, Direction = Direction.Maximize, Sampler = new RandomSampler(), Seed = 6 };

        var report = Analyse(settings, 300, trial => 3 * (double)trial.Parameters["strong"] + (double)trial.Parameters["weak"]);

        // Of 3u + v the shares are 9/10 and 1/10.
        Assert.Equal(["strong", "weak", "idle"], report.Parameters.Select(item => item.Parameter));
        Assert.InRange(report.Parameters[0].Share, 0.8, 0.97);
        Assert.InRange(report.Parameters[1].Share, 0.02, 0.18);
        Assert.InRange(report.Parameters[2].Share, 0, 0.02);
        Assert.True(report.IsReliable);
        Assert.InRange(report.Fit, 0.8, 1);
    }

    [Fact]
    public void After_a_search_that_went_to_one_corner_the_order_is_still_right()
    {
        var settings = new StudySettings { Space = Three, Direction = Direction.Maximize, Sampler = new TpeSampler(), Seed = 6 };

        var report = Analyse(settings, 300, trial => 3 * (double)trial.Parameters["strong"] + (double)trial.Parameters["weak"]);

        Assert.Equal(["strong", "weak", "idle"], report.Parameters.Select(item => item.Parameter));
        Assert.InRange(report.Parameters[0].Share, 0.8, 1);
    }

    [Fact]
    public void A_parameter_that_depends_on_another_counts_as_often_as_it_applies()
    {
        var space = SearchSpace.Of(
            new ChoiceParameter { Name = "kind", Choices = ["a", "b"] },
            new NumberParameter { Name = "x", From = 0, To = 1, When = new ParameterCondition { Parameter = "kind", Values = ["a"] } });
        var settings = new StudySettings { Space = space, Direction = Direction.Minimize, Sampler = new RandomSampler(), Seed = 2 };

        var report = Analyse(settings, 400, trial => trial.Parameters.TryGetValue("x", out var x) ? (double)x : 0.5);

        // Half of the time x decides everything. Which kind it is changes nothing of the mean; trees that ask for x before they ask
        // for the kind take the absence of x for a value of its own, so that a little is put down to the kind.
        Assert.Equal("x", report.Parameters[0].Parameter);
        Assert.InRange(report.Parameters[0].Share, 0.3, 1);
        Assert.InRange(report.Parameters[1].Share, 0, 0.25);
        Assert.InRange(report.Parameters[0].TrialCount, 150, 250);
    }

    [Fact]
    public void Shares_of_a_chance_objective_are_said_to_be_unreliable()
    {
        var generator = new Xoshiro256(9);

        var report = Analyse(new StudySettings { Space = Three, Direction = Direction.Minimize, Sampler = new RandomSampler() }, 200, _ => generator.NextDouble());

        Assert.False(report.IsReliable);
        Assert.InRange(report.Fit, -1, 0.2);
        Assert.Contains("too little", report.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_trials_or_equal_values_give_no_shares_but_the_reason()
    {
        var settings = new StudySettings { Space = Three, Direction = Direction.Minimize };

        Assert.Contains("at least 10", Analyse(settings, 5, trial => (double)trial.Parameters["weak"]).Statement, StringComparison.Ordinal);
        var equal = Analyse(settings, 20, _ => 1);
        Assert.Contains("same value", equal.Statement, StringComparison.Ordinal);
        Assert.All(equal.Parameters, item => Assert.Equal(double.NaN, item.Share));
    }

    [Fact]
    public void Of_very_many_trials_some_from_first_to_last_are_taken()
    {
        var trials = Enumerable.Range(0, 5000).Select(i => new Trial
        {
            Number = i,
            State = TrialState.Complete,
            Parameters = new Dictionary<string, object> { ["strong"] = i / 5000.0, ["weak"] = i * 37 % 101 / 101.0, ["idle"] = "a" },
            Value = i,
        }).ToList();

        var report = StudyImportance.Of(new StudySettings { Space = Three, Direction = Direction.Minimize }, trials, Token);

        Assert.Equal(StudyImportance.MaxTrials, report.TrialCount);
        Assert.InRange(report.Parameters.Single(item => item.Parameter == "strong").Share, 0.95, 1);
    }

    [Fact]
    public void One_disaster_does_not_hide_what_matters()
    {
        var report = Analyse(new StudySettings { Space = Three, Direction = Direction.Minimize, Sampler = new RandomSampler(), Seed = 4 }, 200,
            trial => trial.Number == 17 ? 1e12 : 3 * (double)trial.Parameters["strong"] + (double)trial.Parameters["weak"]);

        Assert.InRange(report.Parameters.Single(item => item.Parameter == "strong").Share, 0.7, 1);
    }

    private static ImportanceReport Analyse(StudySettings settings, int trials, Func<Trial, double> objective)
    {
        var study = new Study(settings);
        for (var i = 0; i < trials; i++)
        {
            var trial = study.Ask()!;
            study.Tell(trial.Number, TrialResult.Of(objective(trial)));
        }
        return StudyImportance.Of(settings, study.Trials, Token);
    }
}
