using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Says a message to a mail server: SMTP (RFC 5321) with STARTTLS (RFC 3207) and AUTH PLAIN or LOGIN (RFC 4954).</summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    // RFC 5321 allows 512; servers greet with more.
    private const int MaxLine = 4_096;
    private const int MaxLines = 100;
    private const int MaxQuoted = 200;

    private readonly TcpClient _client = new();
    private Stream _stream = Stream.Null;
    private StreamReader _reader = StreamReader.Null;

    public static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Connects, makes the connection private and says who it is.</summary>
    /// <exception cref="SmtpFault">The server refused something, or does not offer what is asked for.</exception>
    public async Task OpenAsync(string host, int port, SmtpTls tls, string? user, string? password, CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(host, port, cancellationToken);
        Use(_client.GetStream());
        if (tls == SmtpTls.Implicit)
            await SecureAsync(host, cancellationToken);
        Expect("greeting", await ReadAsync(cancellationToken), 220);
        var offers = await GreetAsync(cancellationToken);
        if (tls == SmtpTls.Starttls)
        {
            if (!offers.Any(offer => offer.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)))
                throw new SmtpFault("the server does not offer STARTTLS; use 'tls: implicit' or, on this machine only, 'tls: none'", isRefusal: false);
            Expect("STARTTLS", await SayAsync("STARTTLS", cancellationToken), 220);
            await SecureAsync(host, cancellationToken);
            offers = await GreetAsync(cancellationToken);
        }
        if (user is not null)
            await SignInAsync(offers, user, password ?? "", cancellationToken);
    }

    /// <summary>Sends a message to all recipients that the server takes.</summary>
    /// <returns>What it said of those that it does not take; null when it takes all.</returns>
    /// <exception cref="SmtpFault">The server refused the sender, every recipient or the message.</exception>
    public async Task<string?> SendAsync(string from, IReadOnlyList<string> to, string message, CancellationToken cancellationToken)
    {
        Expect("MAIL", await SayAsync($"MAIL FROM:<{from}>", cancellationToken), 250);
        var faults = new List<SmtpFault>();
        foreach (var address in to)
        {
            if (Check($"RCPT {address}", await SayAsync($"RCPT TO:<{address}>", cancellationToken), 250, 251) is { } fault)
                faults.Add(fault);
        }
        if (faults.Count == to.Count)
            throw faults[0];
        Expect("DATA", await SayAsync("DATA", cancellationToken), 354);
        // A line that begins with a dot would end the message.
        var stuffed = message.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        Expect("the message", await SayAsync($"{stuffed}{(stuffed.EndsWith("\r\n", StringComparison.Ordinal) ? "" : "\r\n")}.", cancellationToken), 250);
        return faults.Count == 0 ? null : string.Join("; ", faults.Select(fault => fault.Message));
    }

    /// <summary>Takes leave; whether the server answers does not matter, it has the message.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SayAsync("QUIT", cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SmtpFault or SocketException or OperationCanceledException)
        {
            // It went first.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private async Task<IReadOnlyList<string>> GreetAsync(CancellationToken cancellationToken)
    {
        var answer = await SayAsync("EHLO saker", cancellationToken);
        Expect("EHLO", answer, 250);
        return [.. answer.Lines.Skip(1)];
    }

    private async Task SignInAsync(IReadOnlyList<string> offers, string user, string password, CancellationToken cancellationToken)
    {
        var ways = offers.Where(offer => offer.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase)).SelectMany(offer => offer.Split(' ')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ways.Contains("PLAIN"))
        {
            Expect("AUTH", await SayAsync("AUTH PLAIN " + Encode($"\0{user}\0{password}"), cancellationToken), 235);
            return;
        }
        if (!ways.Contains("LOGIN"))
            throw new SmtpFault("the server takes passwords neither by PLAIN nor by LOGIN", isRefusal: false);
        Expect("AUTH", await SayAsync("AUTH LOGIN", cancellationToken), 334);
        Expect("AUTH", await SayAsync(Encode(user), cancellationToken), 334);
        Expect("AUTH", await SayAsync(Encode(password), cancellationToken), 235);
    }

    private async Task SecureAsync(string host, CancellationToken cancellationToken)
    {
        var secured = new SslStream(_stream, leaveInnerStreamOpen: false);
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
        // A new reader: what somebody slipped in before the encryption is not read as if it came after.
        Use(secured);
    }

    private void Use(Stream stream)
    {
        _stream = stream;
        _reader = new StreamReader(stream, Encoding.UTF8, false, MaxLine, leaveOpen: true);
    }

    private async Task<SmtpAnswer> SayAsync(string line, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task<SmtpAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaxLines)
        {
            var line = await _reader.ReadLineAsync(cancellationToken) ?? throw new SmtpFault("the server ended the connection", isRefusal: false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code))
                break;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return new SmtpAnswer(code, lines);
        }
        throw new SmtpFault("this is no mail server", isRefusal: false);
    }

    private static void Expect(string what, SmtpAnswer answer, params ReadOnlySpan<int> codes)
    {
        if (Check(what, answer, codes) is { } fault)
            throw fault;
    }

    private static SmtpFault? Check(string what, SmtpAnswer answer, params ReadOnlySpan<int> codes)
    {
        // 5yz is final (RFC 5321, 4.2.1), but who may sign in or be written to can be set right on the server.
        return codes.Contains(answer.Code)
            ? null
            : new SmtpFault($"the server answered {what} with {answer.Code.ToString(CultureInfo.InvariantCulture)} {NotificationText.Cut(string.Join(' ', answer.Lines), MaxQuoted)}", answer.Code is 552 or 554);
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
