using Saker.Platform.Monitoring.Windows;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Windows;

public sealed class RowThinnerTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_burst_is_taken_whole_and_lasting_work_keeps_within_its_share()
    {
        // 1% of two processors: 20 ms a second, 1.2 s saved in a minute.
        var thinner = new RowThinner(0.01, 2, _time);
        Work(thinner, seconds: 2, TimeSpan.FromMilliseconds(500));
        Assert.Null(thinner.Choose(100));
        Work(thinner, seconds: 2, TimeSpan.FromMilliseconds(500));
        Assert.True(thinner.Step > 1);
        Work(thinner, seconds: 5, TimeSpan.FromMilliseconds(100));
        Assert.Equal(128, thinner.Step);
        Work(thinner, seconds: 5, TimeSpan.FromMilliseconds(15));
        Assert.Equal(128, thinner.Step);
        Work(thinner, seconds: 10, TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, thinner.Step);
    }

    [Fact]
    public void What_was_saved_long_ago_is_worth_a_minute()
    {
        var thinner = new RowThinner(0.01, 2, _time);
        Work(thinner, seconds: 1_000, TimeSpan.Zero);
        Work(thinner, seconds: 3, TimeSpan.FromMilliseconds(600));
        Assert.Equal(2, thinner.Step);
    }

    private void Work(RowThinner thinner, int seconds, TimeSpan spent)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1) - spent);
            var beganAt = _time.GetTimestamp();
            _time.Advance(spent);
            thinner.Spent(beganAt);
        }
    }
}
