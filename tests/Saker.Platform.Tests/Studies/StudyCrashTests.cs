using Saker.Learning.Tuning;
using Saker.Platform.Experiments;

namespace Saker.Platform.Tests.Studies;

/// <summary>A search that is killed as nothing can prevent, again and again.</summary>
public sealed class StudyCrashTests
{
    private const string Study = "victim";
    private const int Kills = 4;

    // As the victim's own switch for tuning.
    private const int TuningOnly = -1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_search_goes_on_and_loses_no_trial_that_ended()
    {
        await using var backend = new EmbeddedBackend();
        var told = new HashSet<int>();
        var random = new Random(5);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = new VictimProcess(backend.Folder, "told", kill, TuningOnly);
            await victim.UnderWay.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            await Task.Delay(random.Next(20, 300), Cancellation);
            var lines = await victim.KillAsync(Cancellation);
            told.UnionWith(lines.Where(line => line.StartsWith("told ", StringComparison.Ordinal)).Select(line => int.Parse(line[5..])));

            var saker = await backend.OpenAsync();
            var trials = await saker.Studies.ListTrialsAsync(Study, Cancellation);
            Assert.Equal(Enumerable.Range(0, trials.Count), trials.Select(trial => trial.Trial.Number));
            Assert.All(told, number => Assert.Equal(TrialState.Complete, trials[number].Trial.State));
            Assert.All(trials, trial => Assert.True(trial.Trial.State is TrialState.Complete or TrialState.Waiting, $"{trial.Trial.State}"));
            Assert.InRange(trials.Count(trial => trial.Trial.State == TrialState.Waiting), 0, 2);
            foreach (var trial in trials.Where(trial => trial.Trial.State == TrialState.Complete))
                Assert.Equal(Math.Pow((double)trial.Trial.Parameters["x"], 2), trial.Trial.Value!.Value, 1e-15);
            foreach (var waiting in trials.Where(trial => trial.Trial.State == TrialState.Waiting))
                Assert.Equal(RunStatus.Killed, (await saker.Experiments.FindRunAsync(waiting.Run, Cancellation))!.Status);
            await backend.CloseAsync(saker);
        }
        Assert.True(told.Count > Kills);
    }
}
