using Saker.Platform.Monitoring.Drift;

namespace Saker.Platform.Tests.Monitoring.Drift;

public sealed class WindowCutterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly DriftSettings Hourly = new() { MinRows = 100 };

    [Fact]
    public void A_window_closes_at_the_stroke_and_not_before()
    {
        var minutes = Minutes(from: 10, count: 30, rows: 10);

        Assert.Empty(WindowCutter.Cut(minutes, Noon, Noon.AddMinutes(59), Hourly));
        Assert.Equal([new TrafficRange(Noon, Noon.AddHours(1), 300)], WindowCutter.Cut(minutes, Noon, Noon.AddMinutes(60), Hourly));
    }

    [Fact]
    public void A_window_with_too_few_rows_goes_on_over_the_stroke()
    {
        TrafficRange[] minutes = [.. Minutes(from: 10, count: 1, rows: 60), .. Minutes(from: 70, count: 1, rows: 50), .. Minutes(from: 130, count: 1, rows: 500)];

        var windows = WindowCutter.Cut(minutes, Noon, Noon.AddHours(3), Hourly);

        Assert.Equal([new TrafficRange(Noon, Noon.AddHours(2), 110), new TrafficRange(Noon.AddHours(2), Noon.AddHours(3), 500)], windows);
    }

    [Fact]
    public void Hours_without_traffic_belong_to_no_window()
    {
        TrafficRange[] minutes = [.. Minutes(from: 0, count: 10, rows: 20), .. Minutes(from: 305, count: 10, rows: 20)];

        var windows = WindowCutter.Cut(minutes, Noon, Noon.AddHours(7), Hourly);

        Assert.Equal([(Noon, Noon.AddHours(1)), (Noon.AddHours(5), Noon.AddHours(6))], windows.Select(window => (window.From, window.To)));
    }

    [Fact]
    public void With_the_most_rows_a_window_closes_at_once_and_the_next_begins_there()
    {
        var windows = WindowCutter.Cut(Minutes(from: 0, count: 60, rows: 10), Noon, Noon.AddHours(1), Hourly with { MaxRows = 250 });

        Assert.Equal([(0, 25, 250L), (25, 50, 250L), (50, 60, 100L)], windows.Select(window => ((int)(window.From - Noon).TotalMinutes, (int)(window.To - Noon).TotalMinutes, window.RowCount)));
    }

    [Fact]
    public void Hours_stand_for_minutes_that_are_gone_and_one_that_was_begun_is_left_out()
    {
        TrafficRange[] traffic = [.. Enumerable.Range(0, 3).Select(hour => new TrafficRange(Noon.AddHours(hour), Noon.AddHours(hour + 1), 60)), .. Minutes(from: 180, count: 2, rows: 60)];

        var windows = WindowCutter.Cut(traffic, Noon.AddMinutes(20), Noon.AddHours(4), Hourly);

        Assert.Equal([new TrafficRange(Noon.AddHours(1), Noon.AddHours(3), 120), new TrafficRange(Noon.AddHours(3), Noon.AddHours(4), 120)], windows);
    }

    [Fact]
    public void However_often_it_is_looked_the_windows_are_the_same_and_no_row_is_in_two()
    {
        var random = new Random(5);
        TrafficRange[] minutes = [.. Enumerable.Range(0, 600).Where(_ => random.Next(3) > 0).Select(i => new TrafficRange(Noon.AddMinutes(i), Noon.AddMinutes(i + 1), random.Next(1, 12)))];
        var atOnce = WindowCutter.Cut(minutes, Noon, Noon.AddHours(11), Hourly with { Window = TimeSpan.FromMinutes(30), MaxRows = 400 });
        List<TrafficRange> oneByOne = [];
        for (var now = Noon; now <= Noon.AddHours(11); now = now.AddMinutes(1))
            oneByOne.AddRange(WindowCutter.Cut([.. minutes.Where(minute => minute.From < now)], oneByOne.Count > 0 ? oneByOne[^1].To : Noon, now, Hourly with { Window = TimeSpan.FromMinutes(30), MaxRows = 400 }));

        Assert.Equal(atOnce, oneByOne);
        Assert.All(atOnce.Zip(atOnce.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
        Assert.All(atOnce, window => Assert.Equal(minutes.Where(minute => minute.From >= window.From && minute.From < window.To).Sum(minute => minute.RowCount), window.RowCount));
    }

    private static TrafficRange[] Minutes(int from, int count, long rows) => [.. Enumerable.Range(from, count).Select(i => new TrafficRange(Noon.AddMinutes(i), Noon.AddMinutes(i + 1), rows))];
}
