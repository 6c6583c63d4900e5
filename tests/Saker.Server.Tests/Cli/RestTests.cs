using System.Globalization;

namespace Saker.Server.Tests.Cli;

public sealed class RestTests
{
    private const string Allocated = "dotnet_gc_allocated_bytes_total ";
    private const string WholeCollections = "dotnet_gc_collections_total{generation=\"2\"} ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_has_come_to_rest_gives_memory_back()
    {
        using var folder = new CliFolder();
        using var up = SakerProcess.Start(folder.Path, folder.Home, "up", "--port", "0");
        using var http = new HttpClient { BaseAddress = await up.ListeningAsync() };

        var begin = await ReadAsync(http, Allocated);
        while (await ReadAsync(http, Allocated) < begin + (32 << 20))
            await Task.Yield();
        var before = await ReadAsync(http, WholeCollections);

        // What asks is so little that it still rests.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (await ReadAsync(http, WholeCollections) == before)
            await Task.Delay(TimeSpan.FromSeconds(1), limit.Token);
    }

    [Fact]
    public async Task It_is_refused_to_collect_less_than_nothing()
    {
        using var folder = new CliFolder();
        using var up = await SakerProcess.RunAsync(folder.Path, folder.Home, "up", "--port", "0", "--max-rest-heap-bytes", "-1");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("maxRestHeapBytes: is -1; it must be 0, which gives no memory back, or more.", up.Errors, StringComparison.Ordinal);
    }

    private static async Task<double> ReadAsync(HttpClient http, string metric)
    {
        var text = await http.GetStringAsync("/metrics", Token);
        var line = text.Split('\n').Single(line => line.StartsWith(metric, StringComparison.Ordinal));
        return double.Parse(line[metric.Length..], CultureInfo.InvariantCulture);
    }
}
