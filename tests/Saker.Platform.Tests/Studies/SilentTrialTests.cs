using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform.Studies;
using Saker.Testing;

namespace Saker.Platform.Tests.Studies;

/// <summary>Trials of clients of which nothing is heard any more.</summary>
public sealed class SilentTrialTests : EmbeddedTests
{
    [Fact]
    public async Task A_client_that_was_silent_for_too_long_loses_its_trial_to_the_next_who_asks()
    {
        var time = new ManualTime();
        var saker = await Backend.OpenAsync(services => services.AddSingleton<TimeProvider>(time).AddSingleton(new StudyOptions { MaxSilence = TimeSpan.FromMinutes(10) }));
        var settings = new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }), Direction = Direction.Minimize };
        await saker.Studies.CreateAsync(new NewStudy { Name = "far", Settings = settings }, Cancellation);
        var open = await saker.Studies.OpenAsync("far", Cancellation);
        var silent = (await open.AskAsync(10, Cancellation))!;
        var talking = (await open.AskAsync(10, Cancellation))!;

        time.Advance(TimeSpan.FromMinutes(9));
        await open.ReportAsync(talking.Number, 1, 0.5, Cancellation);
        Assert.Equal(0, await saker.Studies.RecoverAsync(Cancellation));
        time.Advance(TimeSpan.FromMinutes(9));

        Assert.Equal(1, await saker.Studies.RecoverAsync(Cancellation));
        var again = (await open.AskAsync(10, Cancellation))!;
        Assert.Equal((silent.Number, 2), (again.Number, again.Attempt));
        await open.TellAsync(talking.Number, TrialResult.Of(1), Cancellation);
    }

    [Fact]
    public async Task Silence_is_looked_for_once_a_minute_by_those_who_ask_often()
    {
        var time = new ManualTime();
        var saker = await Backend.OpenAsync(services => services.AddSingleton<TimeProvider>(time).AddSingleton(new StudyOptions { MaxSilence = TimeSpan.FromSeconds(30), MaxTrials = 2, MaxReports = 2 }));
        var settings = new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }), Direction = Direction.Minimize };
        await saker.Studies.CreateAsync(new NewStudy { Name = "far", Settings = settings }, Cancellation);
        var open = await saker.Studies.OpenAsync("far", Cancellation);
        await saker.Studies.RecoverAtTimesAsync(Cancellation);
        var trial = (await open.AskAsync(10, Cancellation))!;
        time.Advance(TimeSpan.FromSeconds(45));
        await saker.Studies.RecoverAtTimesAsync(Cancellation);
        Assert.Equal(TrialState.Running, (await saker.Studies.ListTrialsAsync("far", Cancellation))[0].Trial.State);
        time.Advance(TimeSpan.FromSeconds(30));
        await saker.Studies.RecoverAtTimesAsync(Cancellation);
        Assert.Equal(TrialState.Waiting, (await saker.Studies.ListTrialsAsync("far", Cancellation))[0].Trial.State);

        // The limits of a study are told when they are reached.
        trial = (await open.AskAsync(10, Cancellation))!;
        await open.ReportAsync(trial.Number, 1, 0.5, Cancellation);
        await open.ReportAsync(trial.Number, 2, 0.5, Cancellation);
        Assert.Contains("has reported 2 steps", (await Failures.OfAsync(ErrorKind.TooLarge, () => open.ReportAsync(trial.Number, 3, 0.5, Cancellation).AsTask())).Message, StringComparison.Ordinal);
        await open.AskAsync(10, Cancellation);
        Assert.Contains("has 2 trials", (await Failures.OfAsync(ErrorKind.TooLarge, () => open.AskAsync(10, Cancellation).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_that_allow_nothing_are_refused()
    {
        Assert.Throws<SakerException>(() => new StudyOptions { MaxSilence = TimeSpan.Zero }.Validate());
        Assert.Throws<SakerException>(() => new StudyOptions { MaxOpen = 0 }.Validate());
    }
}
