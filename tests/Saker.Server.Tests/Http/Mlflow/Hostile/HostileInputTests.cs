using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Http.Mlflow.Hostile;

/// <summary>2,000 hostile requests to MLflow's routes: each gets a clean answer, and nothing outside the home is read or touched.</summary>
public sealed class HostileInputTests : IAsyncLifetime
{
    private const int RequestCount = 2_000;
    private const int Seed = 20261121;
    private const string Secret = "canary-4f1d0a";

    private readonly TestServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync(options => options, hasModel: false);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_hostile_request_gets_a_clean_answer_and_nothing_else_changes()
    {
        var outside = Path.Combine(Path.GetDirectoryName(_server.Home)!, "beside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "secret.txt"), Secret, Cancellation);
        var run = await _server.Experiments.StartRunAsync(new ExperimentId("0"), "kept", null, Cancellation);
        await _server.Experiments.LogAsync(run.Id, new RunEntries { Metrics = [new Metric("kept", 1, 1, DateTimeOffset.UnixEpoch)] }, Cancellation);
        var before = Listing(outside);

        var requests = new HostileRequests(run.Id.Value, outside, Seed);
        List<string> unclean = [];
        var answers = new SortedDictionary<int, int>();
        for (var i = 0; i < RequestCount; i++)
        {
            var request = requests.Next();
            var (status, body) = await SendAsync(request);
            answers[status] = answers.GetValueOrDefault(status) + 1;
            if (Fault(status, body) is { } fault)
                unclean.Add($"{fault}: {request} -> {status} {body[..Math.Min(300, body.Length)]}");
        }

        Assert.True(unclean.Count == 0, $"{unclean.Count} answers are not clean, such as\n{string.Join("\n", unclean.Take(5))}");
        Assert.Equal(before, Listing(outside));
        Assert.Equal(Secret, await File.ReadAllTextAsync(Path.Combine(outside, "secret.txt"), Cancellation));
        Assert.Equal(["beside", "home"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_server.Home)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Single(await _server.Experiments.GetHistoryAsync(run.Id, "kept", Cancellation));
        Assert.True(answers.GetValueOrDefault(200) > 20 && answers.GetValueOrDefault(400) > 200, $"The requests do not reach what they should: {string.Join(", ", answers)}.");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", answers.Select(answer => $"{answer.Key}: {answer.Value}")));
    }

    /// <summary>What is wrong with an answer; null when it is clean.</summary>
    private static string? Fault(int status, string body)
    {
        if (body.Contains(Secret, StringComparison.Ordinal) || body.Contains("root:x:", StringComparison.Ordinal) || body.StartsWith("SQLite format", StringComparison.Ordinal))
            return "told a secret";
        if (status >= 500 && status != 501)
            return "failed";
        // What is no HTTP is refused before it is anybody's.
        if (status < 400 || body.Length == 0)
            return null;
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("error_code", out _) || json.RootElement.TryGetProperty("title", out _) ? null : "no error code";
        }
        catch (JsonException)
        {
            return "no JSON";
        }
    }

    /// <summary>Over a socket, since a client would mend the address; of HTTP 1.0, which has no chunks.</summary>
    private async Task<(int Status, string Body)> SendAsync(HostileRequest request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_server.Server.Address.Host, _server.Server.Address.Port, Cancellation);
        await using var stream = socket.GetStream();
        var head = $"{request.Method} {request.Target} HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {request.Body.Length}\r\n\r\n";
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(head), .. request.Body], Cancellation);
        }
        catch (IOException)
        {
            // It was refused before its end; the answer says why.
        }
        try
        {
            await stream.CopyToAsync(answer, Cancellation);
        }
        catch (IOException)
        {
            // The connection was closed; what came until then counts.
        }
        var text = Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
        Assert.StartsWith("HTTP/1.1 ", text, StringComparison.Ordinal);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text[(end + 4)..]);
    }

    private static IReadOnlyList<string> Listing(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}").Order(StringComparer.Ordinal)];
}
