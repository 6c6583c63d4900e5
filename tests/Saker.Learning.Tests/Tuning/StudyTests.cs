using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tests.Tuning;

public sealed class StudyTests
{
    private static readonly StudySettings Settings = new()
    {
        Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }, new ChoiceParameter { Name = "c", Choices = ["a", "b"] }),
        Direction = Direction.Maximize,
        Seed = 11,
    };

    public static TheoryData<Sampler> Samplers => [new TpeSampler(), new RandomSampler(), new SobolSampler(), new GridSampler { Points = 40 }];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void The_same_seed_gives_the_same_trials_and_another_gives_others(Sampler sampler)
    {
        var settings = Settings with { Sampler = sampler };

        Assert.Equal(Search(new Study(settings), 40), Search(new Study(settings), 40));
        if (sampler is not GridSampler)
            Assert.NotEqual(Search(new Study(settings), 40), Search(new Study(settings with { Seed = 12 }), 40));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void A_study_taken_over_goes_on_as_it_would_have(Sampler sampler)
    {
        var settings = Settings with { Sampler = sampler };
        var whole = new Study(settings);
        var before = new Study(settings);
        Search(before, 25);

        var after = new Study(settings);
        foreach (var trial in before.Trials)
            after.Take(trial);

        Assert.Equal(Search(whole, 40).Skip(25), Search(after, 15));
    }

    [Fact]
    public void The_best_trial_is_the_greatest_or_the_least_by_direction()
    {
        foreach (var (direction, expected) in new[] { (Direction.Maximize, 3.0), (Direction.Minimize, -1.0) })
        {
            var study = new Study(Settings with { Direction = direction });
            foreach (var value in new[] { 1.0, 3.0, -1.0, double.NaN })
                study.Tell(study.Ask()!.Number, TrialResult.Of(value));

            Assert.Equal(expected, study.Best!.Value);
            Assert.Equal([1.0, 3.0, -1.0, null], study.Trials.Select(trial => trial.Value));
        }
    }

    [Fact]
    public void A_value_that_is_no_number_makes_a_failed_trial_with_its_reason()
    {
        var study = new Study(Settings);

        var told = study.Tell(study.Ask()!.Number, TrialResult.Of(double.PositiveInfinity));

        Assert.Equal(TrialState.Failed, told.State);
        Assert.Contains("Infinity", told.Reason, StringComparison.Ordinal);
        Assert.Null(study.Best);
    }

    [Fact]
    public void A_trial_given_up_is_asked_for_again_with_its_parameters_and_fails_in_the_end()
    {
        var study = new Study(Settings);
        var first = study.Ask()!;
        study.Report(first.Number, 1, 0.5);

        for (var attempt = 1; attempt < Study.MaxAttempts; attempt++)
        {
            Assert.Equal(TrialState.Waiting, study.GiveUp(first.Number, "Its process ended.").State);
            var again = study.Ask()!;
            Assert.Equal((first.Number, attempt + 1), (again.Number, again.Attempt));
            Assert.Equal(first.Parameters, again.Parameters);
            Assert.Empty(again.Reports);
        }
        var failed = study.GiveUp(first.Number, "Its process ended.");

        Assert.Equal(TrialState.Failed, failed.State);
        Assert.Contains("3 times", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(1, study.Ask()!.Number);
    }

    [Fact]
    public void Only_running_trials_take_reports_and_results()
    {
        var study = new Study(Settings);
        var trial = study.Ask()!;
        study.Tell(trial.Number, TrialResult.Of(1));

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => study.Tell(trial.Number, TrialResult.Of(2))).Kind);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<SakerException>(() => study.Report(trial.Number, 1, 2)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => study.Tell(7, TrialResult.Of(2))).Kind);
        Assert.Equal(1, study.Trials[0].Value);
    }

    [Fact]
    public void A_step_reported_twice_keeps_its_first_value()
    {
        var study = new Study(Settings);
        var trial = study.Ask()!;

        study.Report(trial.Number, 3, 0.3);
        study.Report(trial.Number, 1, 0.1);
        study.Report(trial.Number, 3, 0.9);

        Assert.Equal([new TrialReport(1, 0.1), new TrialReport(3, 0.3)], study.Trials[0].Reports);
    }

    [Fact]
    public void A_grid_tries_every_combination_once_and_ends()
    {
        var space = SearchSpace.Of(
            new ChoiceParameter { Name = "kind", Choices = ["a", "b"] },
            new NumberParameter { Name = "x", From = 1, To = 3, Step = 1, IsWhole = true, When = new ParameterCondition { Parameter = "kind", Values = ["a"] } },
            new NumberParameter { Name = "y", From = 0, To = 1 });
        var study = new Study(Settings with { Space = space, Sampler = new GridSampler { Points = 2 } });

        var asked = new List<string>();
        while (study.Ask() is { } trial)
            asked.Add(string.Join(" ", trial.Parameters.OrderBy(pair => pair.Key).Select(pair => ParameterText.Of(pair.Value))));

        Assert.Equal(["a 1 0", "a 1 1", "a 2 0", "a 2 1", "a 3 0", "a 3 1", "b 0", "b 1"], asked.Order());
    }

    [Fact]
    public void A_study_of_three_in_parallel_takes_reports_from_all_of_them()
    {
        var study = new Study(Settings with { Pruner = new MedianPruner() });

        Parallel.For(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 3 }, _ =>
        {
            var trial = study.Ask()!;
            study.Tell(trial.Number, study.Report(trial.Number, 1, (double)trial.Parameters["x"]) ? TrialResult.Pruned : TrialResult.Of((double)trial.Parameters["x"]));
        });

        Assert.Equal(Enumerable.Range(0, 300), study.Trials.Select(trial => trial.Number));
        Assert.All(study.Trials, trial => Assert.True(trial.IsFinished));
        Assert.InRange(study.Best!.Value!.Value, 0.98, 1);
    }

    private static List<string> Search(Study study, int trials)
    {
        var seen = new List<string>();
        for (var i = 0; i < trials; i++)
        {
            var trial = study.Ask()!;
            var x = (double)trial.Parameters["x"];
            seen.Add($"{trial.Parameters["c"]} {x:R}");
            study.Tell(trial.Number, trial.Number % 7 == 3 ? TrialResult.Failed("no luck") : TrialResult.Of(x * (1 - x)));
        }
        return seen;
    }
}
