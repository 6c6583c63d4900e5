using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;
using Saker.Testing.Tuning;

namespace Saker.Learning.Tests.Tuning.Samplers;

public sealed class TpeSamplerTests
{
    [Fact]
    public void Tpe_beats_random_search_on_eight_of_ten_standard_functions()
    {
        var wins = TestFunction.All.Count(function => Median(function, new TpeSampler()) < Median(function, new RandomSampler()));

        Assert.InRange(wins, 8, 10);
    }

    [Fact]
    public void Tpe_finds_the_better_branch_of_a_conditional_space()
    {
        var space = SearchSpace.Of(
            new ChoiceParameter { Name = "kind", Choices = ["flat", "deep"] },
            new NumberParameter { Name = "x", From = -5, To = 5, When = new ParameterCondition { Parameter = "kind", Values = ["flat"] } },
            new NumberParameter { Name = "y", From = -5, To = 5, When = new ParameterCondition { Parameter = "kind", Values = ["deep"] } },
            new NumberParameter { Name = "z", From = 0, To = 1 });
        var study = new Study(new StudySettings { Space = space, Direction = Direction.Minimize, Seed = 3 });

        for (var i = 0; i < 80; i++)
        {
            var trial = study.Ask()!;
            var value = (double)trial.Parameters["z"] + (trial.Parameters.ContainsKey("x") ? 10 + Math.Pow((double)trial.Parameters["x"], 2) : Math.Pow((double)trial.Parameters["y"] - 2, 2));
            study.Tell(trial.Number, TrialResult.Of(value));
        }

        Assert.All(study.Trials, trial => Assert.NotEqual(trial.Parameters.ContainsKey("x"), trial.Parameters.ContainsKey("y")));
        Assert.InRange(study.Trials.Skip(40).Count(trial => (string)trial.Parameters["kind"] == "deep"), 32, 40);
        Assert.InRange((double)study.Best!.Parameters["y"], 1.5, 2.5);
    }

    [Fact]
    public void Tpe_avoids_where_trials_fail()
    {
        var study = new Study(new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }), Direction = Direction.Minimize, Seed = 1 });

        for (var i = 0; i < 60; i++)
        {
            var trial = study.Ask()!;
            var x = (double)trial.Parameters["x"];
            study.Tell(trial.Number, x < 0.5 ? TrialResult.Of(double.NaN) : TrialResult.Of(1 - x));
        }

        Assert.InRange(study.Trials.Skip(30).Count(trial => trial.State == TrialState.Failed), 0, 6);
    }

    [Fact]
    public void Trials_asked_for_at_once_spread_out()
    {
        var study = new Study(new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }, new NumberParameter { Name = "y", From = 0, To = 1 }), Direction = Direction.Minimize, Seed = 2 });
        for (var i = 0; i < 30; i++)
        {
            var trial = study.Ask()!;
            study.Tell(trial.Number, TrialResult.Of(Math.Pow((double)trial.Parameters["x"] - 0.5, 2) + Math.Pow((double)trial.Parameters["y"] - 0.5, 2)));
        }

        var together = Enumerable.Range(0, 8).Select(_ => study.Ask()!).ToList();
        var blind = Enumerable.Range(0, 8).Select(i =>
        {
            // What would be asked for if nobody knew of those that run.
            var alone = new Study(study.Settings with { Seed = 100 + i });
            foreach (var trial in study.Trials.Take(30))
                alone.Take(trial);
            return alone.Ask()!;
        }).ToList();

        Assert.True(Spread(together) > Spread(blind));
    }

    [Fact]
    public void A_countable_space_is_not_tried_twice_before_it_is_tried_out()
    {
        var study = new Study(new StudySettings
        {
            Space = SearchSpace.Of(new ChoiceParameter { Name = "a", Choices = ["p", "q", "r"] }, new NumberParameter { Name = "b", From = 1, To = 4, IsWhole = true }),
            Direction = Direction.Minimize,
            Sampler = new TpeSampler { Startup = 3, Candidates = 200 },
            Seed = 4,
        });

        for (var i = 0; i < 12; i++)
        {
            var trial = study.Ask()!;
            study.Tell(trial.Number, TrialResult.Of((long)trial.Parameters["b"] + (trial.Parameters["a"] is "q" ? 0 : 2)));
        }

        // Three are drawn blindly and may agree.
        Assert.InRange(study.Trials.Select(trial => $"{trial.Parameters["a"]}{trial.Parameters["b"]}").Distinct().Count(), 10, 12);
    }

    [Fact]
    public void Pruned_trials_rank_behind_complete_ones_and_by_how_far_they_came()
    {
        var history = new StudyHistory(SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }), 1);
        Add(history, TrialState.Pruned, 0.1, step: 1, loss: -5);
        Add(history, TrialState.Complete, 0.2, step: 4, loss: 7);
        Add(history, TrialState.Pruned, 0.3, step: 3, loss: 2);
        Add(history, TrialState.Failed, 0.4, step: 3, loss: -9);
        Add(history, TrialState.Pruned, 0.5, step: 3, loss: 1);

        var ranking = TrialRanking.Of(history);

        Assert.Equal(4, ranking.RankedCount);
        Assert.Equal([0.2], ranking.Good.Select(point => point[0]));
        Assert.Equal([0.5, 0.3, 0.1, 0.4], ranking.Others.Select(point => point[0]));
    }

    private static void Add(StudyHistory history, TrialState state, double x, long step, double loss)
    {
        var entry = new TrialEntry(history.Trials.Count, new Dictionary<string, object> { ["x"] = x }, [x]) { State = state, Loss = state == TrialState.Complete ? loss : double.NaN };
        entry.Add(step, loss);
        history.Trials.Add(entry);
    }

    private static double Spread(IReadOnlyList<Trial> trials)
    {
        double[] xs = [.. trials.Select(trial => (double)trial.Parameters["x"])];
        double[] ys = [.. trials.Select(trial => (double)trial.Parameters["y"])];
        return xs.Sum(x => Math.Pow(x - xs.Average(), 2)) + ys.Sum(y => Math.Pow(y - ys.Average(), 2));
    }

    private static double Median(TestFunction function, Sampler sampler)
    {
        double[] found = [.. Enumerable.Range(1, 20).Select(seed => FunctionStudy.Run(function, sampler, seed, trials: 100).Best!.Value!.Value).Order()];
        return (found[9] + found[10]) / 2;
    }
}
