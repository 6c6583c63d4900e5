using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Saker.Testing.Toys;

/// <summary>What alerts are posted to, on loopback: it can be off, and answer what a test wants.</summary>
public sealed class ToyHttpReceiver : IAsyncDisposable
{
    private readonly int _port;
    private readonly ConcurrentQueue<ToyHttpRequest> _taken = new();
    private HttpListener? _listener;
    private Task _loop = Task.CompletedTask;

    public ToyHttpReceiver()
    {
        // A free port that stays the same while it is off.
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Gives the status of the answer to a request, which begins with the number of requests before it.</summary>
    public Func<int, ToyHttpRequest, int> Answer { get; set; } = static (_, _) => 200;

    /// <summary>Where a redirect leads; none when null.</summary>
    public string? Location { get; set; }

    /// <summary>When it asks to be tried again; not said when null.</summary>
    public string? RetryAfter { get; set; }

    public string Address => $"http://127.0.0.1:{_port}/";

    /// <summary>Everything that was asked, in order, whatever the answer was.</summary>
    public IReadOnlyList<ToyHttpRequest> Requests => [.. _taken];

    /// <summary>What it took with a status of success.</summary>
    public IReadOnlyList<ToyHttpRequest> Taken => [.. _taken.Where(request => request.Status is >= 200 and < 300)];

    public ToyHttpReceiver Start()
    {
        _listener = new HttpListener();
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _loop = Task.Run(() => RunAsync(_listener));
        return this;
    }

    public async Task StopAsync()
    {
        _listener?.Close();
        _listener = null;
        await _loop;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task RunAsync(HttpListener listener)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var reader = new StreamReader(context.Request.InputStream);
            var request = new ToyHttpRequest(
                context.Request.RawUrl!, context.Request.Headers.AllKeys.ToDictionary(key => key!.ToLowerInvariant(), key => context.Request.Headers[key]!), await reader.ReadToEndAsync());
            request.Status = Answer(_taken.Count, request);
            _taken.Enqueue(request);
            context.Response.StatusCode = request.Status;
            if (Location is not null)
                context.Response.Headers["Location"] = Location;
            if (RetryAfter is not null)
                context.Response.Headers["Retry-After"] = RetryAfter;
            context.Response.Close();
        }
    }
}
