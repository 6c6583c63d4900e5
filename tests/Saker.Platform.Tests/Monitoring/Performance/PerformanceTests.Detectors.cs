using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Monitoring.Outcomes;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Monitoring.Performance;

public sealed partial class PerformanceTests
{
    [Fact]
    public async Task Detectors_find_the_change_of_errors_and_remember_where_they_are()
    {
        await _saker.Monitors.ChangeAsync("churn", settings => settings with { Performance = new PerformanceSettings { Detectors = ["ddm", "adwin"] } }, Cancellation);
        await ServeAsync(Start, 600, seed: 10);
        await JudgeAsync(Start.AddDays(1));
        var states = await _saker.Services.GetRequiredService<IPerformanceStore>().FindDetectorsAsync("churn", "churn", 1, Cancellation);
        Assert.Equal(["ddm", "adwin"], states!.Detectors.Select(detector => detector.Name));
        Assert.All(states.Detectors, detector => Assert.Equal((600L, 0), (detector.TakenCount, detector.ChangeCount)));

        await ServeAsync(Start.AddDays(1), 400, seed: 11, turned: 0.9);
        await JudgeAsync(Start.AddDays(2));
        await JudgeAsync(Start.AddDays(2).AddMinutes(1));

        states = await _saker.Services.GetRequiredService<IPerformanceStore>().FindDetectorsAsync("churn", "churn", 1, Cancellation);
        Assert.All(states!.Detectors, detector =>
        {
            Assert.Equal(1_000, detector.TakenCount);
            Assert.True(detector.ChangedAt > Start.AddDays(1) && detector.ChangedAt < Start.AddDays(2), $"{detector}");
        });
        Assert.All((await SignalsAsync()).Where(signal => signal.Name == "decay.change"), signal => Assert.True(signal.Verdict));
    }

    [Fact]
    public async Task Detectors_take_outcomes_of_earlier_predictions_that_come_later_too()
    {
        _log.Add("live", Start.AddDays(1), [0.9f]);
        await _saker.OutcomeIntake.AddAsync([new NewOutcome { RequestId = "live", Value = "Yes" }], Cancellation);
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));
        await ServeAsync(Start, 500, seed: 20);
        await JudgeAsync(Start.AddDays(1).AddMinutes(2));
        await JudgeAsync(Start.AddDays(1).AddMinutes(3));

        Assert.Equal(501, Assert.Single((await _saker.Services.GetRequiredService<IPerformanceStore>().FindDetectorsAsync("churn", "churn", 1, Cancellation))!.Detectors).TakenCount);
    }

    [Fact]
    public async Task A_detector_that_found_a_change_says_so_for_a_day_and_not_for_ever()
    {
        var states = new DetectorStates { Endpoint = "churn", Model = "churn", Version = 1, SeenAt = Start, SeenOrder = 1, Detectors = [new ErrorDetector { Name = "adwin", State = "", ChangedAt = Start.AddDays(-9), FoundAt = Start }] };
        await _saker.Services.GetRequiredService<IPerformanceStore>().PutDetectorsAsync(states, Cancellation);
        _time.Advance(Start.AddHours(23) - _time.GetUtcNow());
        Assert.True((await SignalsAsync()).Single(signal => signal.Name == "decay.change").Verdict);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.False((await SignalsAsync()).Single(signal => signal.Name == "decay.change").Verdict);
        _time.Advance(TimeSpan.FromDays(101));
        Assert.DoesNotContain(await SignalsAsync(), signal => signal.Name == "decay.change");
    }

    [Fact]
    public async Task Another_model_of_the_same_version_number_is_scored_by_its_own_predictions()
    {
        await ServeAsync(Start, 200, seed: 21);
        for (var i = 0; i < 50; i++)
            _log.Add(new LoggedPrediction
            {
                RequestId = $"other{i}", Endpoint = "churn", Model = "successor", Version = 1, At = Start.AddMinutes(i), RowCount = 1, Step = "primary", Rows = [0], Weight = 1,
                Inputs = new Table([Column.OfText("Contract", ["One year"])]), Outputs = new Table([Column.OfText("label", ["Yes"]), Column.Of<float>("probability", new[] { 0.9f })]),
            });
        await _saker.OutcomeIntake.AddAsync([.. Enumerable.Range(0, 50).Select(i => new NewOutcome { RequestId = $"other{i}", Value = "No" })], Cancellation);
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));

        var versions = (await GetAsync()).Versions;

        Assert.Equal([("churn", 200), ("successor", 50)], versions.Select(version => (version.Model, version.PairCount)));
        Assert.Equal(200, Assert.Single(versions[0].Windows).Scores!.PairCount);
    }
}
