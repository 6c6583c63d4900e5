using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Saker.Data;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Live;

/// <summary>
/// Server-sent events to open pages: every second, each event that changed. Streams are counted and limited, and all of
/// them end when the server stops.
/// </summary>
internal sealed class LiveStreams(int maxCount, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A comment now and then finds connections that died silently.
    private const int QuietTicks = 15;

    private int _count;

    public async Task RunAsync(HttpContext context, IReadOnlyList<LiveEvent> events)
    {
        if (Interlocked.Increment(ref _count) > maxCount)
        {
            Interlocked.Decrement(ref _count);
            throw new SakerException(ErrorKind.LimitExceeded, $"{maxCount} pages are watching live already; close some.");
        }
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            await SendAsync(context.Response, events, context.Features.Get<AccessGrant>(), ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private async Task SendAsync(HttpResponse response, IReadOnlyList<LiveEvent> events, AccessGrant? caller, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var sent = new string?[events.Count];
        var quiet = 0;
        do
        {
            var wrote = false;
            for (var i = 0; i < events.Count; i++)
                wrote |= await SendIfChangedAsync(response, events[i], sent, i, cancellationToken);
            quiet = wrote ? 0 : quiet + 1;
            if (quiet == QuietTicks)
            {
                quiet = 0;
                await response.WriteAsync(":\n\n", cancellationToken);
            }
            await response.Body.FlushAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken) && caller is not { HasEnded: true });
    }

    private static async Task<bool> SendIfChangedAsync(HttpResponse response, LiveEvent one, string?[] sent, int position, CancellationToken cancellationToken)
    {
        var version = one.Version?.Invoke();
        if (version is not null && version == sent[position])
            return false;
        var data = await one.Render(cancellationToken);
        if ((version ?? data) == sent[position])
            return false;
        sent[position] = version ?? data;
        await response.WriteAsync(Frame(one.Name, data), cancellationToken);
        return true;
    }

    // Every line of the data is a field of its own; a carriage return alone would end a line too.
    private static string Frame(string name, string data)
    {
        var frame = new StringBuilder(data.Length + 64).Append("event: ").Append(name).Append('\n');
        foreach (var line in data.AsSpan().EnumerateLines())
            frame.Append("data: ").Append(line).Append('\n');
        return frame.Append('\n').ToString();
    }
}
