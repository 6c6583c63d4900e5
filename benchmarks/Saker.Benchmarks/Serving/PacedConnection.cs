using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Saker.Benchmarks.Serving;

/// <summary>One connection of <see cref="PacedLoad"/>: answers come in the order of requests, which may overlap.</summary>
internal sealed class PacedConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ConcurrentQueue<long> _due = new();
    private readonly List<double> _microseconds = [];
    private long _sentCount;
    private bool _isEnded;

    private PacedConnection()
    {
    }

    public IReadOnlyList<double> Microseconds => _microseconds;

    public long FailedCount { get; private set; }

    public static async Task<PacedConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var connection = new PacedConnection();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), cancellationToken);
        return connection;
    }

    public void Send(byte[] request, long due)
    {
        _due.Enqueue(due);
        Interlocked.Increment(ref _sentCount);
        _socket.Send(request);
    }

    /// <summary>What was sent is all; the receiving ends with its last answer.</summary>
    public void NoMore()
    {
        Volatile.Write(ref _isEnded, true);
        if (Volatile.Read(ref _sentCount) == _microseconds.Count)
            _socket.Shutdown(SocketShutdown.Both);
    }

    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (!Volatile.Read(ref _isEnded) || _microseconds.Count < Interlocked.Read(ref _sentCount))
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
            length = Take(buffer, length);
        }
        if (!_due.IsEmpty)
            throw new BenchmarkException($"the server closed a connection with {_due.Count} requests under way.");
    }

    public void Dispose() => _socket.Dispose();

    private int Take(byte[] buffer, int length)
    {
        var start = 0;
        while (HttpAnswer.Length(buffer.AsSpan(start, length - start)) is > 0 and var whole)
        {
            if (buffer[start + "HTTP/1.1 ".Length] != (byte)'2')
                FailedCount++;
            _due.TryDequeue(out var due);
            _microseconds.Add((Stopwatch.GetTimestamp() - due) * 1e6 / Stopwatch.Frequency);
            start += whole;
        }
        buffer.AsSpan(start, length - start).CopyTo(buffer);
        return length - start;
    }
}
