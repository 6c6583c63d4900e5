using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tests.Tuning.Pruners;

public sealed class PrunerTests
{
    [Theory]
    [InlineData(Direction.Minimize, 1)]
    [InlineData(Direction.Maximize, -1)]
    public void Median_ends_what_is_worse_than_the_middle_of_the_ended_at_the_same_step(Direction direction, double sign)
    {
        var study = Start(new MedianPruner { Startup = 4 }, direction);
        foreach (var value in new[] { 1.0, 2, 3, 4 })
            Finish(study, [sign * value, sign * (value - 10)], sign * (value - 10));

        Assert.False(Next(study, 1, sign * 2.5));
        Assert.True(Next(study, 1, sign * 2.51));
        Assert.True(Next(study, 2, sign * 2.5));
        Assert.True(Next(study, 1, double.NaN));
        Assert.False(Next(study, 3, sign * 100));
    }

    [Fact]
    public void Median_waits_for_enough_trials_and_steps()
    {
        var study = Start(new MedianPruner { Startup = 3, Warmup = 1 });
        Finish(study, [1, 1], 1);
        Finish(study, [1, 1], 1);
        Assert.False(Next(study, 2, 50));
        Finish(study, [1, 1], 1);

        Assert.False(Next(study, 1, 50));
        Assert.True(Next(study, 2, 50));
    }

    [Fact]
    public void A_lower_percentile_ends_more()
    {
        var study = Start(new MedianPruner { Startup = 4, Percentile = 25 });
        foreach (var value in new[] { 1.0, 2, 3, 4, 5 })
            Finish(study, [value], value);

        Assert.False(Next(study, 1, 2));
        Assert.True(Next(study, 1, 2.1));
    }

    [Fact]
    public void Halving_lets_one_of_three_go_on_at_steps_one_three_and_nine()
    {
        var study = Start(new HalvingPruner { Reduction = 3 });

        Assert.Equal([false, true, true, true, true, false], new double[] { 5, 6, 7, 8, 9, 4 }.Select(value => Next(study, 1, value)));
        var trial = study.Ask()!.Number;
        Assert.False(study.Report(trial, 1, 1));
        Assert.False(study.Report(trial, 2, 1000));
        Assert.False(study.Report(trial, 3, 1));
        var second = study.Ask()!.Number;
        Assert.False(study.Report(second, 1, 0.5));
        Assert.True(study.Report(second, 3, 2));
    }

    [Fact]
    public void Hyperband_deals_trials_to_brackets_and_later_ones_decide_later()
    {
        var pruner = new HyperbandPruner { MaxSteps = 9, Reduction = 3 };
        int[] counts = [.. Enumerable.Range(0, 900).GroupBy(pruner.BracketOf).OrderBy(group => group.Key).Select(group => group.Count())];
        var study = Start(pruner);
        var trials = Enumerable.Range(0, 300).Select(_ => study.Ask()!.Number).ToList();

        var ended = trials.Where(trial => study.Report(trial, 1, trial)).ToList();

        // 9, 3 and 1 by what a trial costs, times 3/3, 3/2 and 3/1 so that every bracket spends as much: 18 : 9 : 6 of 33.
        Assert.Equal([491, 245, 164], counts.Select((count, i) => Math.Abs(count - new[] { 491, 245, 164 }[i]) <= 3 ? new[] { 491, 245, 164 }[i] : count));
        Assert.All(ended, trial => Assert.Equal(0, pruner.BracketOf(trial)));
        Assert.True(ended.Count > 100);
        Assert.Contains(trials.Where(trial => pruner.BracketOf(trial) == 1), trial => study.Report(trial, 3, trial));
    }

    [Fact]
    public void Nothing_is_ended_where_there_is_no_pruner()
    {
        var study = Start(new NoPruner());
        for (var i = 0; i < 20; i++)
            Assert.False(Next(study, 1, i));
    }

    private static Study Start(Pruner pruner, Direction direction = Direction.Minimize) => new(new StudySettings
    {
        Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }),
        Direction = direction,
        Pruner = pruner,
    });

    private static void Finish(Study study, double[] reports, double value)
    {
        var trial = study.Ask()!.Number;
        for (var i = 0; i < reports.Length; i++)
            study.Report(trial, i + 1, reports[i]);
        study.Tell(trial, TrialResult.Of(value));
    }

    private static bool Next(Study study, long step, double value)
    {
        var trial = study.Ask()!.Number;
        return study.Report(trial, step, value);
    }
}
