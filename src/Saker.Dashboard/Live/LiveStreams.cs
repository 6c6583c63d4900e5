using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Saker.Data;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Live;

/// <summary>
/// Server-sent events to open pages: every second, each event that changed. All who watch the same address with the same role
/// share what is rendered, so that many open pages cost about what one costs. Streams are counted and limited, all together and by
/// key, and all of them end when the server stops.
/// </summary>
internal sealed class LiveStreams(LiveLimits limits, TimeProvider time, IHostApplicationLifetime lifetime) : ILiveUsage
{
    // A comment now and then finds connections that died silently.
    private const int QuietSeconds = 15;

    // By this header a page asks why it got no stream, which browsers do not tell it, and takes none.
    private const string Probe = "Saker-Probe";

    private static readonly byte[] s_comment = ":\n\n"u8.ToArray();

    private readonly Lock _lock = new();
    private readonly Dictionary<LiveKey, LiveChannel> _channels = [];
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private int _count;
    private long _refusedCount;
    private long _refusedByKeyCount;

    /// <summary>How many addresses are watched.</summary>
    public int ChannelCount
    {
        get
        {
            lock (_lock)
                return _channels.Count;
        }
    }

    public LiveUsage Measure()
    {
        lock (_lock)
            return new LiveUsage(_count, limits, _refusedCount, _refusedByKeyCount);
    }

    /// <param name="context">The request.</param>
    /// <param name="events">What is sent.</param>
    /// <param name="isPersonal">Whether what is shown depends on who looks, beside the role: then only pages of the same person share it.</param>
    public async Task RunAsync(HttpContext context, IReadOnlyList<LiveEvent> events, bool isPersonal = false)
    {
        var caller = context.Features.Get<AccessGrant>();
        var watcher = caller?.KeyId ?? caller?.Subject;
        var key = LiveKey.Of(context) with { Watcher = isPersonal ? watcher : null };
        if (context.Request.Headers.ContainsKey(Probe))
        {
            await AnswerAsync(context, events, watcher);
            return;
        }
        var channel = Join(key, watcher);
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            await SendAsync(context.Response, channel, events, caller, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.NotFound && context.Response.HasStarted)
        {
            // What was watched is gone: the page asks again, and is told.
        }
        finally
        {
            Leave(key, watcher, channel);
        }
    }

    /// <summary>Says what a stream would be answered with: that what it shows is gone, that there is no room, or that nothing is in its way.</summary>
    private async Task AnswerAsync(HttpContext context, IReadOnlyList<LiveEvent> events, string? watcher)
    {
        context.Response.StatusCode = HasRoom(watcher) ? StatusCodes.Status204NoContent : StatusCodes.Status429TooManyRequests;
        if (context.Response.StatusCode != StatusCodes.Status204NoContent)
            return;
        using var look = new LiveChannel(time, limits.Recheck);
        await look.LookAsync(0, events, context.RequestAborted);
    }

    private bool HasRoom(string? watcher)
    {
        lock (_lock)
            return _count < limits.MaxCount && (watcher is null || _byKey.GetValueOrDefault(watcher) < limits.MaxPerKey);
    }

    private LiveChannel Join(LiveKey key, string? watcher)
    {
        lock (_lock)
        {
            if (_count >= limits.MaxCount)
            {
                _refusedCount++;
                throw new SakerException(ErrorKind.LimitExceeded, $"{limits.MaxCount} pages are watching live already; close some.");
            }
            if (watcher is not null)
                Count_NeedsLock(watcher);
            _count++;
            if (!_channels.TryGetValue(key, out var channel))
                _channels.Add(key, channel = new LiveChannel(time, limits.Recheck));
            channel.WatcherCount++;
            return channel;
        }
    }

    private void Count_NeedsLock(string watcher)
    {
        var own = _byKey.GetValueOrDefault(watcher);
        if (own >= limits.MaxPerKey)
        {
            _refusedByKeyCount++;
            throw new SakerException(ErrorKind.LimitExceeded, $"{limits.MaxPerKey} pages are watching live with this key already; close some.");
        }
        _byKey[watcher] = own + 1;
    }

    private void Leave(LiveKey key, string? watcher, LiveChannel channel)
    {
        lock (_lock)
        {
            _count--;
            if (watcher is not null && --_byKey[watcher] == 0)
                _byKey.Remove(watcher);
            if (--channel.WatcherCount > 0)
                return;
            _channels.Remove(key);
        }
        channel.Dispose();
    }

    private async Task SendAsync(HttpResponse response, LiveChannel channel, IReadOnlyList<LiveEvent> events, AccessGrant? caller, CancellationToken cancellationToken)
    {
        var seen = new long[events.Count];
        var quiet = 0;
        while (caller is not { HasEnded: true })
        {
            var second = channel.Second;
            if (await SendChangesAsync(response, await channel.LookAsync(second, events, cancellationToken), seen, cancellationToken))
                quiet = 0;
            else if (++quiet % QuietSeconds == 0)
                await response.Body.WriteAsync(s_comment, cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(channel.Until(second + 1), time, cancellationToken);
        }
    }

    private static async Task<bool> SendChangesAsync(HttpResponse response, IReadOnlyList<LiveSlot?> slots, long[] seen, CancellationToken cancellationToken)
    {
        var wrote = false;
        for (var i = 0; i < Math.Min(seen.Length, slots.Count); i++)
        {
            if (slots[i] is not { } slot || slot.Number == seen[i])
                continue;
            seen[i] = slot.Number;
            await response.Body.WriteAsync(slot.Frame, cancellationToken);
            wrote = true;
        }
        return wrote;
    }
}
