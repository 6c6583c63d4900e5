using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Saker.Testing.Toys;

/// <summary>A mail server on loopback that keeps what it is told.</summary>
public sealed class ToyMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public ToyMailServer()
    {
        _listener.Start();
        _loop = Task.Run(RunAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is offered beside EHLO's own line, such as <c>AUTH PLAIN</c>.</summary>
    public string[] Offers { get; set; } = [];

    /// <summary>The answer to the end of a message.</summary>
    public string Verdict { get; set; } = "250 kept";

    /// <summary>Somebody whose mail is not taken.</summary>
    public string? Unknown { get; set; }

    /// <summary>With it the server can do STARTTLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    public IReadOnlyList<string> Messages => [.. _messages];

    public IReadOnlyList<string> Commands => [.. _commands];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client.GetStream());
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The next one, or the end.
            }
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        var reader = new StreamReader(stream, Encoding.UTF8);
        async Task SayAsync(string line) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
        await SayAsync("220 toy ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            _commands.Enqueue(line);
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync("250-toy");
                    foreach (var offer in Offers)
                        await SayAsync($"250-{offer}");
                    await SayAsync("250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync("220 go ahead");
                    var secured = new SslStream(stream);
                    await secured.AuthenticateAsServerAsync(Certificate!);
                    (stream, reader) = (secured, new StreamReader(secured, Encoding.UTF8));
                    break;
                case "AUTH":
                    await SayAsync("235 welcome");
                    break;
                case "RCPT" when Unknown is not null && line.Contains(Unknown, StringComparison.Ordinal):
                    await SayAsync("550 nobody of that name");
                    break;
                case "DATA":
                    await SayAsync("354 go on");
                    await TakeAsync(reader);
                    await SayAsync(Verdict);
                    break;
                case "QUIT":
                    await SayAsync("221 bye");
                    return;
                default:
                    await SayAsync("250 ok");
                    break;
            }
        }
    }

    private async Task TakeAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        if (Verdict.StartsWith("250", StringComparison.Ordinal))
            _messages.Enqueue(message.ToString());
    }
}
