using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Platform.Tests.Monitoring.Performance;

/// <summary>What every <see cref="IPerformanceStore"/> does.</summary>
public abstract class PerformanceStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly DateTimeOffset Day = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private IPerformanceStore Store => Saker.Services.GetRequiredService<IPerformanceStore>();

    [Fact]
    public async Task A_window_is_read_as_it_was_written_and_keeps_what_a_later_write_leaves_out()
    {
        await Store.PutAsync(Window(1, Day) with { Estimate = Estimated(0.8) }, Cancellation);
        await Store.PutAsync(Window(1, Day) with { Scores = Scored(double.NaN) }, Cancellation);

        var window = Assert.Single(await Store.ListAsync("churn", Day, Cancellation));

        Assert.Equal((Day, Day.AddDays(1), 1), (window.StartedAt, window.EndedAt, window.Version));
        Assert.Equal(new EstimatedScore("roc_auc", 0.8, 0.01, 0.7, null, false), Assert.Single(window.Estimate!.Scores));
        Assert.True(double.IsNaN(window.Scores!.Find("roc_auc")!.Value));
        Assert.Equal(0.003, window.Scores.Decay!.PValue);
        Assert.Empty(await Store.ListAsync("other", Day, Cancellation));
        Assert.Empty(await Store.ListAsync("churn", Day.AddMinutes(1), Cancellation));
    }

    [Fact]
    public async Task The_latest_are_the_last_scored_and_the_last_estimated_window_of_each_version()
    {
        for (var day = 0; day < 4; day++)
            await Store.PutAsync(Window(1, Day.AddDays(day)) with { Estimate = Estimated(0.1 * day), Scores = day < 2 ? Scored(0.5) : null }, Cancellation);
        await Store.PutAsync(Window(2, Day) with { Scores = Scored(0.5) }, Cancellation);

        var latest = await Store.ListLatestAsync(Day, Cancellation);

        Assert.Equal([(1, Day.AddDays(1)), (1, Day.AddDays(3)), (2, Day)], latest.Select(window => (window.Version, window.StartedAt)));
    }

    [Fact]
    public async Task Detectors_are_replaced()
    {
        var states = new DetectorStates { Endpoint = "churn", Model = "churn", Version = 1, Detectors = [new ErrorDetector { Name = "ddm", State = "{}", TakenCount = 7 }], SeenAt = Day, SeenOrder = 2 };
        Assert.Null(await Store.FindDetectorsAsync("churn", "churn", 1, Cancellation));
        await Store.PutDetectorsAsync(states, Cancellation);
        await Store.PutDetectorsAsync(states with { Detectors = [states.Detectors[0] with { ChangedAt = Day, ChangeCount = 1 }], SeenOrder = 5_000_000_000 }, Cancellation);

        var read = Assert.Single(await Store.ListDetectorsAsync(Cancellation));

        Assert.Equal(("churn", 5_000_000_000, Day), (read.Model, read.SeenOrder, read.SeenAt));
        Assert.Equal(new ErrorDetector { Name = "ddm", State = "{}", TakenCount = 7, ChangedAt = Day, ChangeCount = 1 }, Assert.Single(read.Detectors));
    }

    [Fact]
    public async Task Models_whose_versions_have_the_same_numbers_are_told_apart()
    {
        await Store.PutAsync(Window(1, Day) with { Scores = Scored(0.9) }, Cancellation);
        await Store.PutAsync(Window(1, Day.AddDays(1)) with { Model = "successor", Scores = Scored(0.7) }, Cancellation);
        await Store.PutAsync(Window(1, Day) with { Model = "successor", Scores = Scored(0.6) }, Cancellation);
        var states = new DetectorStates { Endpoint = "churn", Model = "churn", Version = 1, Detectors = [], SeenAt = Day, SeenOrder = 1 };
        await Store.PutDetectorsAsync(states, Cancellation);
        await Store.PutDetectorsAsync(states with { Model = "successor", SeenOrder = 9 }, Cancellation);

        Assert.Equal([0.6, 0.9], (await Store.ListAsync("churn", Day, Cancellation)).Where(window => window.StartedAt == Day).Select(window => window.Scores!.Find("roc_auc")!.Value).Order());
        Assert.Equal([("churn", Day), ("successor", Day.AddDays(1))], (await Store.ListLatestAsync(Day, Cancellation)).Select(window => (window.Model, window.StartedAt)));
        Assert.Equal((1, 9), ((await Store.FindDetectorsAsync("churn", "churn", 1, Cancellation))!.SeenOrder, (await Store.FindDetectorsAsync("churn", "successor", 1, Cancellation))!.SeenOrder));
    }

    [Fact]
    public async Task What_is_known_of_an_endpoint_that_is_gone_is_removed()
    {
        await Store.PutAsync(Window(1, Day) with { Scores = Scored(0.9) }, Cancellation);
        await Store.PutDetectorsAsync(new DetectorStates { Endpoint = "churn", Model = "churn", Version = 1, Detectors = [], SeenAt = Day, SeenOrder = 1 }, Cancellation);

        Assert.Equal(1, await Store.RemoveAsync(Day.AddDays(-1), Cancellation));

        Assert.Empty(await Store.ListAsync("churn", Day, Cancellation));
        Assert.Empty(await Store.ListDetectorsAsync(Cancellation));
    }

    private static PerformanceWindow Window(int version, DateTimeOffset start) => new() { Endpoint = "churn", Model = "churn", Version = version, StartedAt = start, EndedAt = start.AddDays(1) };

    private static WindowEstimate Estimated(double value) => new() { Method = "cbpe", RowCount = 10, Scores = [new EstimatedScore("roc_auc", value, 0.01, 0.7, null, false)] };

    private static WindowScores Scored(double value) => new()
    {
        PairCount = 10,
        UsedCount = 9,
        LagSeconds = 1.5,
        Scores = [new WindowScore("roc_auc", value, double.NaN, double.NaN)],
        Decay = new DecayVerdict { Score = "roc_auc", Live = 0.7, Reference = 0.8, Loss = 0.1, LossLow = 0.05, LossHigh = 0.15, PValue = 0.003, Alpha = 0.01, IsDecayed = true },
    };
}
