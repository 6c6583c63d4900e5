using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Storage;

public sealed class HomeOptionsTests
{
    [Fact]
    public void Every_impossible_setting_is_named()
    {
        var options = new HomeOptions { Folder = " ", Actor = "", MaxWriteWait = TimeSpan.Zero, PollInterval = TimeSpan.FromSeconds(-1), LoadRetryDelay = TimeSpan.Zero };
        var failure = Assert.Throws<SakerException>(() => new SakerHome(options));
        Assert.Equal(["folder", "actor", "maxWriteWait", "pollInterval", "loadRetryDelay"], failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Home_that_is_given_wins() => Assert.Equal("here", HomeOptions.Resolve("here"));

    [Fact]
    public void Home_that_cannot_be_made_says_so()
    {
        var failure = Assert.Throws<SakerException>(() => new SakerHome(new HomeOptions { Folder = "/dev/null/home" }));
        Assert.Equal(ErrorKind.Unavailable, failure.Kind);
        Assert.Contains("/dev/null/home", failure.Message, StringComparison.Ordinal);
    }
}
