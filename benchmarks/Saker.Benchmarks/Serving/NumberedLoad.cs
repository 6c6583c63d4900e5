using System.Diagnostics;

namespace Saker.Benchmarks.Serving;

/// <summary>Open-loop load of numbered requests at a fixed rate over several connections, until it is stopped or the server is gone.</summary>
internal sealed class NumberedLoad : IDisposable
{
    private readonly List<NumberedConnection> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _sending = Task.CompletedTask;
    private Task[] _receiving = [];

    private NumberedLoad()
    {
    }

    /// <summary>What was answered well, and when; complete once it is stopped.</summary>
    public IReadOnlyList<(int Number, long AnsweredAt)> Answers => [.. _connections.SelectMany(connection => connection.Answers)];

    /// <summary>Requests that were answered, but not well.</summary>
    public long FailedCount => _connections.Sum(connection => connection.FailedCount);

    /// <param name="address">Where to post.</param>
    /// <param name="inputs">The <c>inputs</c> of requests, taken in turn.</param>
    /// <param name="perSecond">Requests a second, over all connections.</param>
    /// <param name="connections">How many connections.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<NumberedLoad> StartAsync(Uri address, IReadOnlyList<string> inputs, double perSecond, int connections, CancellationToken cancellationToken)
    {
        var load = new NumberedLoad();
        try
        {
            for (var i = 0; i < connections; i++)
                load._connections.Add(await NumberedConnection.OpenAsync(address, inputs, cancellationToken));
            load._receiving = [.. load._connections.Select(connection => connection.ReceiveAsync(cancellationToken))];
            load._sending = Task.Factory.StartNew(() => load.Send(perSecond), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return load;
        }
        catch
        {
            load.Dispose();
            throw;
        }
    }

    /// <summary>Sends no more; every request that was sent is answered, or lost with the server.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        await Task.WhenAll(_receiving);
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        _stop.Dispose();
    }

    private void Send(double perSecond)
    {
        FineClock.Sharpen();
        var (begun, interval) = (Stopwatch.GetTimestamp(), Stopwatch.Frequency / perSecond);
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            FineClock.SleepUntil(begun + (long)(i * interval));
            if (!_connections[i % _connections.Count].Send(i))
                return;
        }
        foreach (var connection in _connections)
            connection.NoMore();
    }
}
