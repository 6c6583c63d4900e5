using Saker.Platform.Audit;
using Saker.Server.Http.Access;
using Saker.Testing;

namespace Saker.Server.Tests.Http.Access;

public sealed class FrequentActsTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void The_first_of_a_minute_is_noted_and_those_that_follow_are_counted()
    {
        var acts = new FrequentActs(_time);
        Assert.True(acts.IsFirst(Logged("run-1")));
        for (var i = 0; i < 41; i++)
            Assert.False(acts.IsFirst(Logged("run-1")));
        _time.Advance(FrequentActs.Window - TimeSpan.FromSeconds(1));
        Assert.Empty(acts.End(all: false));
        _time.Advance(TimeSpan.FromSeconds(1));
        var ended = Assert.Single(acts.End(all: false));
        Assert.Equal(("run-1", "41 more like it within a minute"), (ended.Target, ended.Detail));
        Assert.True(acts.IsFirst(Logged("run-1")));
        Assert.Empty(acts.End(all: true));
    }

    [Fact]
    public void Another_caller_target_or_outcome_is_noted_by_itself()
    {
        var acts = new FrequentActs(_time);
        Assert.True(acts.IsFirst(Logged("run-1")));
        Assert.True(acts.IsFirst(Logged("run-2")));
        Assert.True(acts.IsFirst(Logged("run-1") with { Actor = "bob" }));
        Assert.True(acts.IsFirst(Logged("run-1") with { KeyId = "k2" }));
        Assert.True(acts.IsFirst(Logged("run-1") with { Outcome = AuditOutcome.Failed }));
    }

    [Fact]
    public void Beyond_what_is_counted_at_a_time_every_act_is_noted()
    {
        var acts = new FrequentActs(_time, maxCount: 1);
        Assert.True(acts.IsFirst(Logged("run-1")));
        Assert.True(acts.IsFirst(Logged("run-2")));
        Assert.True(acts.IsFirst(Logged("run-2")));
        Assert.False(acts.IsFirst(Logged("run-1")));
    }

    private static AuditEntry Logged(string run) => new() { Actor = "ann", KeyId = "k1", Act = AuditActs.RunLogged, Target = run, Outcome = AuditOutcome.Done };
}
