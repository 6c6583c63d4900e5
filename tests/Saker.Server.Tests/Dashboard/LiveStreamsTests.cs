using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Testing;

namespace Saker.Server.Tests.Dashboard;

public sealed class LiveStreamsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_watch_an_address_share_what_is_rendered_once_a_second()
    {
        var time = new ManualTime();
        var streams = new LiveStreams(new LiveLimits(100, 100), time, new Lifetime());
        var renders = 0;
        List<Watcher> watchers = [.. Enumerable.Range(0, 40).Select(_ => new Watcher(streams, "/live/overview", new LiveEvent("numbers", _ => Task.FromResult($"<b>{Interlocked.Increment(ref renders)}</b>"))))];
        await Task.WhenAll(watchers.Select(watcher => watcher.HearsAsync("<b>1</b>")));
        time.Advance(LiveChannel.Interval);
        await Task.WhenAll(watchers.Select(watcher => watcher.HearsAsync("<b>2</b>")));

        var received = await Task.WhenAll(watchers.Select(watcher => watcher.CloseAsync()));
        Assert.Equal(2, renders);
        Assert.All(received, text => Assert.Equal("event: numbers\ndata: <b>1</b>\n\nevent: numbers\ndata: <b>2</b>\n\n", text));
        Assert.Equal(0, streams.ChannelCount);
        watchers.ForEach(watcher => watcher.Dispose());
    }

    [Fact]
    public async Task Other_addresses_are_rendered_for_themselves()
    {
        var streams = new LiveStreams(new LiveLimits(100, 100), TimeProvider.System, new Lifetime());
        var first = WatchAsync(streams, "/live/runs/a", new LiveEvent("run", _ => Task.FromResult("a")), "data: a");
        var second = WatchAsync(streams, "/live/runs/b", new LiveEvent("run", _ => Task.FromResult("b")), "data: b");

        Assert.Equal("event: run\ndata: a\n\n", await first);
        Assert.Equal("event: run\ndata: b\n\n", await second);
    }

    [Fact]
    public async Task Whoever_comes_later_gets_what_there_is_at_once()
    {
        var streams = new LiveStreams(new LiveLimits(100, 100), TimeProvider.System, new Lifetime());
        LiveEvent One() => new("state", _ => Task.FromResult("as it is")) { Version = () => "1" };
        using var first = new Watcher(streams, "/live/x", One());
        await first.HearsAsync("data: as it is");
        Assert.Equal("event: state\ndata: as it is\n\n", await WatchAsync(streams, "/live/x", One(), "as it is"));
        Assert.Equal("event: state\ndata: as it is\n\n", await first.CloseAsync());
    }

    [Fact]
    public async Task Pages_that_watch_and_those_that_were_refused_are_counted()
    {
        var streams = new LiveStreams(new LiveLimits(1, 1), TimeProvider.System, new Lifetime());
        LiveEvent One() => new("state", _ => Task.FromResult("on"));
        using var first = new Watcher(streams, "/live/x", One());
        await first.HearsAsync("data: on");
        Assert.Equal(new LiveUsage(1, new LiveLimits(1, 1), 0, 0), streams.Measure());
        await Assert.ThrowsAsync<SakerException>(() => WatchAsync(streams, "/live/x", One(), "on"));
        Assert.Equal(new LiveUsage(1, new LiveLimits(1, 1), 1, 0), streams.Measure());
        await first.CloseAsync();
        Assert.Equal(new LiveUsage(0, new LiveLimits(1, 1), 1, 0), streams.Measure());
    }

    [Fact]
    public async Task One_key_does_not_take_the_streams_of_all()
    {
        var streams = new LiveStreams(new LiveLimits(3, 1), TimeProvider.System, new Lifetime());
        LiveEvent One() => new("state", _ => Task.FromResult("on"));
        using var first = new Watcher(streams, "/live/x", One(), AccessGrant.Local);
        await first.HearsAsync("data: on");
        var refused = await Assert.ThrowsAsync<SakerException>(() => WatchAsync(streams, "/live/x?y=1", One(), "on", AccessGrant.Local));
        Assert.Contains("with this key", refused.Message, StringComparison.Ordinal);
        await WatchAsync(streams, "/live/x", One(), "data: on");
        Assert.Equal((0, 1), (streams.Measure().RefusedCount, streams.Measure().RefusedByKeyCount));
        await first.CloseAsync();
        await WatchAsync(streams, "/live/x", One(), "data: on", AccessGrant.Local);
        Assert.Equal(0, streams.Measure().Count);
    }

    [Fact]
    public async Task What_depends_on_who_looks_is_shared_with_nobody_else()
    {
        var streams = new LiveStreams(new LiveLimits(10, 10), TimeProvider.System, new Lifetime());
        LiveEvent One(string text) => new("state", _ => Task.FromResult(text));
        using var first = new Watcher(streams, "/live/x", One("mine"), AccessGrant.Local, isPersonal: true);
        await first.HearsAsync("data: mine");
        Assert.DoesNotContain("mine", await WatchAsync(streams, "/live/x", One("others"), "data: others"), StringComparison.Ordinal);
        await first.CloseAsync();
    }

    [Fact]
    public async Task What_has_a_version_is_rendered_only_when_that_changes_and_what_did_not_change_is_not_sent()
    {
        var time = new ManualTime();
        using var channel = new LiveChannel(time, TimeSpan.FromSeconds(15));
        var (version, renders) = ("1", 0);
        LiveEvent[] events = [new("a", _ => Task.FromResult($"{++renders}")) { VersionAsync = _ => Task.FromResult(version) }, new("b", _ => Task.FromResult("same"))];

        var first = await channel.LookAsync(channel.Second, events, Token);
        Assert.Same(first, await channel.LookAsync(channel.Second, events, Token));
        time.Advance(LiveChannel.Interval);
        var second = await channel.LookAsync(channel.Second, events, Token);
        Assert.Equal(first, second);
        Assert.Equal(1, renders);
        version = "2";
        time.Advance(LiveChannel.Interval);
        var third = await channel.LookAsync(channel.Second, events, Token);
        Assert.Equal((2, first[1]), (renders, third[1]));
        Assert.True(third[0]!.Number > second[0]!.Number);
    }

    [Fact]
    public async Task What_a_version_does_not_tell_of_is_looked_for_at_times_all_parts_together()
    {
        var time = new ManualTime();
        using var channel = new LiveChannel(time, TimeSpan.FromSeconds(3));
        var shown = "1";
        LiveEvent[] events = [.. new[] { "a", "b" }.Select(name => new LiveEvent(name, _ => Task.FromResult(name + shown)) { Version = () => "same", IsRechecked = true })];
        var first = await channel.LookAsync(channel.Second, events, Token);
        shown = "2";
        time.Advance(2 * LiveChannel.Interval);
        Assert.Equal(first, await channel.LookAsync(channel.Second, events, Token));
        time.Advance(LiveChannel.Interval);
        Assert.All((await channel.LookAsync(channel.Second, events, Token)).Zip(first), pair => Assert.True(pair.First!.Number > pair.Second!.Number));
    }

    [Fact]
    public async Task Whoever_asks_why_it_was_refused_takes_no_place_and_is_not_counted()
    {
        var streams = new LiveStreams(new LiveLimits(1, 1), TimeProvider.System, new Lifetime());
        Assert.Equal(204, await ProbeAsync(streams));
        using var first = new Watcher(streams, "/live/x", new LiveEvent("x", _ => Task.FromResult("on")));
        await first.HearsAsync("data: on");
        Assert.Equal(429, await ProbeAsync(streams));
        Assert.Equal(new LiveUsage(1, new LiveLimits(1, 1), 0, 0), streams.Measure());
        await first.CloseAsync();

        static async Task<int> ProbeAsync(LiveStreams streams)
        {
            var context = new DefaultHttpContext();
            context.Request.Headers["Saker-Probe"] = "1";
            await streams.RunAsync(context, []);
            return context.Response.StatusCode;
        }
    }

    [Fact]
    public async Task A_rendering_that_fails_ends_its_own_stream_and_the_next_one_renders()
    {
        var streams = new LiveStreams(new LiveLimits(100, 100), TimeProvider.System, new Lifetime());
        var failing = WatchAsync(streams, "/live/x", new LiveEvent("x", _ => throw new SakerException(ErrorKind.Unavailable, "not now")), "x");
        await Assert.ThrowsAsync<SakerException>(() => failing);
        Assert.Equal("event: x\ndata: now\n\n", await WatchAsync(streams, "/live/x", new LiveEvent("x", _ => Task.FromResult("now")), "data: now"));
        Assert.Equal(0, streams.ChannelCount);
    }

    [Fact]
    public async Task Lines_of_any_kind_become_lines_of_one_event()
    {
        var streams = new LiveStreams(new LiveLimits(100, 100), TimeProvider.System, new Lifetime());
        Assert.Equal("event: x\ndata: one\ndata: two\ndata: \ndata: event: y\n\n", await WatchAsync(streams, "/live/x", new LiveEvent("x", _ => Task.FromResult("one\r\ntwo\r\revent: y")), "event: y"));
    }

    // Watches until it came.
    private static async Task<string> WatchAsync(LiveStreams streams, string path, LiveEvent one, string until, AccessGrant? caller = null)
    {
        using var watcher = new Watcher(streams, path, one, caller);
        await watcher.HearsAsync(until);
        return await watcher.CloseAsync();
    }

    private sealed class Watcher : IDisposable
    {
        private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(Token);
        private readonly Heard _heard = new();
        private readonly Task _running;

        public Watcher(LiveStreams streams, string path, LiveEvent one, AccessGrant? caller = null, bool isPersonal = false)
        {
            var query = path.IndexOf('?', StringComparison.Ordinal);
            var context = new DefaultHttpContext { RequestAborted = _closing.Token };
            context.Request.Path = query < 0 ? path : path[..query];
            context.Request.QueryString = new QueryString(query < 0 ? "" : path[query..]);
            context.Features.Set(caller);
            context.Response.Body = _heard;
            _running = streams.RunAsync(context, [one], isPersonal);
        }

        public async Task HearsAsync(string text)
        {
            await Eventually.IsSoAsync(() => _running.IsFaulted || _heard.Text.Contains(text, StringComparison.Ordinal), text);
            if (_running.IsFaulted)
                await _running;
        }

        public async Task<string> CloseAsync()
        {
            await _closing.CancelAsync();
            await _running;
            return _heard.Text;
        }

        public void Dispose() => _closing.Dispose();
    }

    private sealed class Heard : MemoryStream
    {
        private readonly Lock _lock = new();
        private readonly System.Text.StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_lock)
                    return _text.ToString();
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (_lock)
                _text.Append(System.Text.Encoding.UTF8.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
