using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Saker.Benchmarks.Serving;

/// <summary>One connection whose Open Inference requests each have an id of their own, and which notes when each was answered, until the server is gone.</summary>
internal sealed class NumberedConnection : IDisposable
{
    private const string Prefix = "asked-";
    private const int Digits = 8;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Queue<int> _waiting = new();
    private readonly (byte[] Bytes, int IdAt)[] _requests;

    private NumberedConnection(Uri address, IReadOnlyList<string> inputs) => _requests = [.. inputs.Select(one => Request(address, one))];

    /// <summary>When each request was answered, by its number; in ticks of the stopwatch.</summary>
    public List<(int Number, long AnsweredAt)> Answers { get; } = [];

    public long FailedCount { get; private set; }

    /// <summary>The id of a request.</summary>
    public static string IdOf(int number) => $"{Prefix}{number:00000000}";

    public static async Task<NumberedConnection> OpenAsync(Uri address, IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        var connection = new NumberedConnection(address, inputs);
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), cancellationToken);
        return connection;
    }

    /// <returns>False when the server is gone.</returns>
    public bool Send(int number)
    {
        lock (_waiting)
            _waiting.Enqueue(number);
        var (bytes, idAt) = _requests[number % _requests.Length];
        for (var (i, rest) = (Digits - 1, number); i >= 0; i--, rest /= 10)
            bytes[idAt + Prefix.Length + i] = (byte)('0' + rest % 10);
        try
        {
            _socket.Send(bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Reads answers until the server is gone.</summary>
    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[256 * 1024];
        var length = 0;
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
                length = Take(buffer, length + read);
        }
        catch (SocketException)
        {
            // Killed.
        }
    }

    /// <summary>There is nothing more to send: the server closes once it has answered.</summary>
    public void NoMore() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private static (byte[] Bytes, int IdAt) Request(Uri address, string inputs)
    {
        var body = $$"""{"id":"{{IdOf(0)}}","inputs":{{inputs}}}""";
        var text = $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        return (Encoding.ASCII.GetBytes(text), text.IndexOf(IdOf(0), StringComparison.Ordinal));
    }

    private int Take(byte[] buffer, int length)
    {
        var (start, now) = (0, Stopwatch.GetTimestamp());
        while (HttpAnswer.Length(buffer.AsSpan(start, length - start)) is > 0 and var whole)
        {
            int number;
            lock (_waiting)
                number = _waiting.Dequeue();
            if (buffer[start + "HTTP/1.1 ".Length] == (byte)'2')
                Answers.Add((number, now));
            else
                FailedCount++;
            start += whole;
        }
        buffer.AsSpan(start, length - start).CopyTo(buffer);
        return length - start;
    }
}
