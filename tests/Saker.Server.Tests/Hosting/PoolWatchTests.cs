using System.Diagnostics;
using Saker.Client;
using Saker.Server.Tests.Cli;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Hosting;

/// <summary>In a process of its own, for this one has a number of threads that nothing changes.</summary>
public sealed class PoolWatchTests
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_whose_threads_are_all_held_by_long_runs_answers_soon()
    {
        using var folder = new CliFolder();
        using var up = SakerProcess.Start(folder.Path, folder.Home, "up", "--port", "0");
        using var http = new HttpClient { BaseAddress = await up.ListeningAsync() };
        var client = new SakerClient(http);
        // So many that a runtime by itself, at two threads a second, answers nobody for seconds.
        var names = Enumerable.Range(0, Environment.ProcessorCount + 22).Select(i => $"loop{i}").ToArray();
        foreach (var name in names)
            await client.ImportAsync(name, LoopGraph.Adding, [], example: null, Token);
        var runs = names.Select(name => LoopAsync(http, name)).ToArray();
        await Task.Delay(200, Token);

        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++)
            await http.GetStringAsync("/v2/health/live", Token);

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        Assert.All(runs, run => Assert.False(run.IsCompleted));
        // Who runs out of time is told so then.
        await Task.WhenAll(runs);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Held * 2);
    }

    private static async Task LoopAsync(HttpClient http, string model)
    {
        var body = $$"""{"parameters":{"timeout":{{Held.TotalMicroseconds}}},"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[0]},{"name":"trips","datatype":"INT64","shape":[1],"data":[{{LoopGraph.Endless}}]}]}""";
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync($"/v2/models/{model}/infer", content, Token);
    }
}
