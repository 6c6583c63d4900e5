using Saker.Platform.Alerts.Rules;

namespace Saker.Platform.Tests.Alerts.Rules;

public sealed class AnomalyDetectorTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(40, 0.01)]
    [InlineData(100, 0.002)]
    [InlineData(288, 0.001)]
    public void False_alarms_are_about_as_frequent_as_is_stated(int values, double chance)
    {
        // So many values at a time that the chance is that of one value, with all the past that is kept.
        var settings = new AnomalySettings { Every = TimeSpan.FromMinutes(5), History = TimeSpan.FromMinutes(5 * values), FalseAlarms = chance, Per = TimeSpan.FromMinutes(5) };
        var random = new Random(values);
        const int judged = 40_000;
        var history = AnomalyHistory.Empty;
        var alarms = 0;
        for (var i = 0; i < judged + values; i++)
        {
            history = AnomalyDetector.Add(history, settings, s_start.AddMinutes(5 * i), Normal(random));
            if (i >= values && history.IsAnomaly)
                alarms++;
        }

        // Three standard errors, and what the approximation of the deviation's distribution is off by.
        var expected = chance * judged;
        Assert.InRange(alarms, 0, (1.3 * expected) + (3 * Math.Sqrt(expected)));
        Assert.True(alarms > expected / 5, $"{alarms} of {expected} expected alarms: the bound is wider than it says.");
    }

    [Fact]
    public void A_jump_of_eight_deviations_is_found_at_once_and_outliers_in_the_past_do_not_hide_it()
    {
        var settings = new AnomalySettings();
        var random = new Random(5);
        var found = 0;
        for (var round = 0; round < 100; round++)
        {
            var history = AnomalyHistory.Empty;
            for (var i = 0; i < 200; i++)
                history = AnomalyDetector.Add(history, settings, s_start.AddMinutes(5 * i), i % 20 == 0 ? 50 : Normal(random));
            found += AnomalyDetector.Add(history, settings, s_start.AddMinutes(5 * 200), 8).IsAnomaly ? 1 : 0;
        }

        Assert.InRange(found, 95, 100);
    }

    [Fact]
    public void With_a_season_the_same_time_of_earlier_ones_is_what_is_usual()
    {
        var settings = new AnomalySettings { Every = TimeSpan.FromHours(1), Season = TimeSpan.FromDays(1), History = TimeSpan.FromDays(6) };
        var without = settings with { Season = null };
        var random = new Random(7);
        var (seasonal, plain) = (AnomalyHistory.Empty, AnomalyHistory.Empty);
        double Value(int hour) => (hour % 24 is >= 9 and < 17 ? 100 : 10) + Normal(random);
        for (var i = 0; i < 5 * 24; i++)
        {
            var value = Value(i);
            (seasonal, plain) = (AnomalyDetector.Add(seasonal, settings, s_start.AddHours(i), value), AnomalyDetector.Add(plain, without, s_start.AddHours(i), value));
        }

        // 100 at noon is usual, at three in the night it is not; without the season nobody could tell.
        Assert.False(AnomalyDetector.Add(seasonal, settings, s_start.AddHours((5 * 24) + 12), 100).IsAnomaly);
        Assert.True(AnomalyDetector.Add(seasonal, settings, s_start.AddHours((5 * 24) + 3), 100).IsAnomaly);
        Assert.True(AnomalyDetector.Add(seasonal, settings, s_start.AddHours((5 * 24) + 12), 10).IsAnomaly);
        Assert.False(AnomalyDetector.Add(plain, without, s_start.AddHours((5 * 24) + 12), 10).IsAnomaly);
    }

    [Fact]
    public void Too_short_a_past_and_a_value_before_its_time_say_nothing()
    {
        var settings = new AnomalySettings();
        var history = AnomalyHistory.Empty;
        for (var i = 0; i < AnomalyDetector.MinValueCount; i++)
        {
            history = AnomalyDetector.Add(history, settings, s_start.AddMinutes(5 * i), i % 3);
            Assert.True(double.IsNaN(history.Reach));
        }

        Assert.Same(history, AnomalyDetector.Add(history, settings, s_start.AddMinutes((5 * (AnomalyDetector.MinValueCount - 1)) + 1), 1_000));
        Assert.True(AnomalyDetector.Add(history, settings, s_start.AddMinutes(5 * AnomalyDetector.MinValueCount), 1_000).IsAnomaly);
    }

    [Theory]
    [InlineData(true, false, 1_000, true)]
    [InlineData(false, true, 1_000, false)]
    [InlineData(false, true, -1_000, true)]
    public void Only_the_sides_that_are_asked_for_count(bool high, bool low, double value, bool isAnomaly)
    {
        var settings = new AnomalySettings { CountsHigh = high, CountsLow = low };
        var random = new Random(3);
        var history = AnomalyHistory.Empty;
        for (var i = 0; i < 50; i++)
            history = AnomalyDetector.Add(history, settings, s_start.AddMinutes(5 * i), Normal(random));

        Assert.Equal(isAnomaly, AnomalyDetector.Add(history, settings, s_start.AddMinutes(250), value).IsAnomaly);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
