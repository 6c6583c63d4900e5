using System.Diagnostics;
using System.Text;
using Saker.Benchmarks.Training;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// Open-loop load: requests are due at fixed times whether or not earlier ones were answered, and a latency counts from when the request was
/// due, so that a server that stalls is charged for all who had to wait. One thread sends; it sleeps in between.
/// </summary>
internal sealed class PacedLoad(IReadOnlyList<byte[]> bodies, string contentType = "application/json")
{
    private const int Connections = 64;

    /// <param name="address">Where to post.</param>
    /// <param name="perSecond">Requests a second, over all connections.</param>
    /// <param name="duration">How long requests are sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LoadOutcome> RunAsync(Uri address, double perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var connections = new List<PacedConnection>();
        try
        {
            for (var i = 0; i < Connections; i++)
                connections.Add(await PacedConnection.OpenAsync(address, cancellationToken));
            var receiving = connections.Select(connection => connection.ReceiveAsync(cancellationToken)).ToArray();
            var started = Stopwatch.GetTimestamp();
            await Task.Factory.StartNew(() => Send(connections, address, perSecond, started, duration, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            foreach (var connection in connections)
                connection.NoMore();
            await Task.WhenAll(receiving);
            var times = connections.SelectMany(connection => connection.Microseconds).ToArray();
            var latency = Latency.Of(times);
            return new LoadOutcome(times.Length, Stopwatch.GetElapsedTime(started).TotalSeconds, connections.Sum(connection => connection.FailedCount), latency.P50, latency.P99);
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    private void Send(List<PacedConnection> connections, Uri address, double perSecond, long started, TimeSpan duration, CancellationToken cancellationToken)
    {
        FineClock.Sharpen();
        var requests = bodies.Select(body => Request(address, body)).ToArray();
        var interval = Stopwatch.Frequency / perSecond;
        var count = (long)(duration.TotalSeconds * perSecond);
        for (var i = 0L; i < count && !cancellationToken.IsCancellationRequested; i++)
        {
            var due = started + (long)(i * interval);
            FineClock.SleepUntil(due);
            connections[(int)(i % connections.Count)].Send(requests[i % requests.Length], due);
        }
    }

    private byte[] Request(Uri address, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
}
