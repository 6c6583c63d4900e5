using Saker.Dashboard.Experiments.Tables;
using Saker.Testing;

namespace Saker.Server.Tests.Dashboard;

/// <summary>How often the table of an experiment is gathered while somebody watches it.</summary>
public sealed class TablePacesTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_table_that_takes_long_is_gathered_as_seldom_as_twenty_times_that()
    {
        var paces = new TablePaces(_time);
        Assert.Equal(128, BeatsOf(paces, "/a", isRunning: true));
        Assert.InRange(BeatsOf(paces, "/a", isRunning: false), 13, 14);
        paces.Took("/a", TimeSpan.FromSeconds(0.7));
        Assert.InRange(BeatsOf(paces, "/a", isRunning: true), 8, 9);
        // What is near to it changes nothing, and others have their own.
        paces.Took("/a", TimeSpan.FromSeconds(0.4));
        Assert.InRange(BeatsOf(paces, "/a", isRunning: true), 8, 9);
        Assert.Equal(128, BeatsOf(paces, "/b", isRunning: true));
        for (var i = 0; i < 10; i++)
            paces.Took("/a", TimeSpan.FromMilliseconds(1));
        Assert.InRange(BeatsOf(paces, "/a", isRunning: true), 64, 128);
    }

    /// <summary>How many different beats 128 seconds have.</summary>
    private int BeatsOf(TablePaces paces, string address, bool isRunning)
    {
        HashSet<string> beats = [];
        for (var second = 0; second < 128; second++)
        {
            beats.Add(paces.Beat(address, isRunning));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        return beats.Count;
    }
}
