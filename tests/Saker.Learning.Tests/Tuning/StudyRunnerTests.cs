using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Spaces;
using Saker.Testing;

namespace Saker.Learning.Tests.Tuning;

public sealed class StudyRunnerTests
{
    private readonly Study _study = new(new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }), Direction = Direction.Minimize, Pruner = new MedianPruner() });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_objective_that_throws_fails_its_trial_and_not_the_search()
    {
        await new StudyRunner(_study, TimeProvider.System).RunAsync(
            (trial, _) => trial.Number % 2 == 0 ? throw new InvalidOperationException("out of luck") : Task.FromResult(TrialResult.Of(trial.GetNumber("x"))), new TuningLimits { Trials = 10 }, Token);

        Assert.Equal(5, _study.Trials.Count(trial => trial is { State: TrialState.Failed, Reason: "out of luck" }));
        Assert.Equal(5, _study.Trials.Count(trial => trial.State == TrialState.Complete));
    }

    [Fact]
    public async Task As_many_trials_run_at_once_as_are_allowed_and_no_more_than_asked_for()
    {
        var (running, most) = (0, 0);

        await new StudyRunner(_study, TimeProvider.System).RunAsync(async (trial, token) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Delay(20, token);
            Interlocked.Decrement(ref running);
            return TrialResult.Of(trial.GetNumber("x"));
        }, new TuningLimits { Trials = 12, Parallel = 3 }, Token);

        Assert.Equal((12, 3), (_study.Trials.Count, most));
    }

    [Fact]
    public async Task No_trial_begins_after_the_time_is_up()
    {
        var time = new ManualTime();

        await new StudyRunner(_study, time).RunAsync((trial, _) =>
        {
            time.Advance(TimeSpan.FromSeconds(4));
            return Task.FromResult(TrialResult.Of(trial.GetNumber("x")));
        }, new TuningLimits { Trials = 100, Time = TimeSpan.FromSeconds(10) }, Token);

        Assert.Equal(3, _study.Trials.Count);
        Assert.All(_study.Trials, trial => Assert.Equal(TrialState.Complete, trial.State));
    }

    [Fact]
    public async Task What_was_under_way_when_stopped_is_begun_again_by_the_next_runner()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new StudyRunner(_study, TimeProvider.System).RunAsync(async (trial, token) =>
        {
            if (trial.Number == 2)
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
            return TrialResult.Of(trial.GetNumber("x"));
        }, new TuningLimits { Trials = 5 }, stop.Token));
        Assert.Equal(TrialState.Waiting, _study.Trials[2].State);
        var parameters = _study.Trials[2].Parameters;

        await new StudyRunner(_study, TimeProvider.System).RunAsync((trial, _) => Task.FromResult(TrialResult.Of(trial.GetNumber("x"))), new TuningLimits { Trials = 5 }, Token);

        Assert.Equal(5, _study.Trials.Count);
        Assert.All(_study.Trials, trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.Equal((2, parameters), (_study.Trials[2].Attempt, _study.Trials[2].Parameters));
    }

    [Fact]
    public async Task Reports_tell_the_objective_when_to_stop()
    {
        await new StudyRunner(_study, TimeProvider.System).RunAsync(async (trial, token) =>
        {
            for (var step = 1; step <= 3; step++)
            {
                if (await trial.ReportAsync(step, trial.GetNumber("x"), token))
                    return TrialResult.Pruned;
            }
            return TrialResult.Of(trial.GetNumber("x"));
        }, new TuningLimits { Trials = 40 }, Token);

        var pruned = _study.Trials.Where(trial => trial.State == TrialState.Pruned).ToList();
        Assert.NotEmpty(pruned);
        Assert.All(pruned, trial => Assert.Single(trial.Reports));
    }

    [Fact]
    public async Task Limits_that_allow_nothing_are_refused()
    {
        var runner = new StudyRunner(_study, TimeProvider.System);

        await Assert.ThrowsAsync<SakerException>(() => runner.RunAsync((_, _) => Task.FromResult(TrialResult.Of(1)), new TuningLimits { Trials = 0 }, Token));
        await Assert.ThrowsAsync<SakerException>(() => runner.RunAsync((_, _) => Task.FromResult(TrialResult.Of(1)), new TuningLimits { Trials = 1, Parallel = 0 }, Token));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
            seen = Interlocked.CompareExchange(ref target, value, seen);
    }
}
