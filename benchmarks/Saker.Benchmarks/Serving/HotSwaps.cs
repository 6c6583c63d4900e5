using System.Net.Http.Json;
using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// One endpoint changes its version again and again while it and a neighbour are asked at a fixed rate: no request may fail, the neighbour must not notice,
/// and the memory must come back.
/// </summary>
internal static class HotSwaps
{
    private const string Swapped = "churn";
    private const string Neighbour = "neighbour";
    private const double MaxTailRatio = 3;
    private const double MaxMemoryRatio = 1.05;

    // Swaps before memory is first looked at. Code is compiled anew up to some hundred loads on, and the engine's heap finds its size;
    // from there on nothing is added: in a process that does nothing but swap, memory is the same after 500 and after 6,000.
    private const int FirstSwaps = 500;
    private const int FirstSwapsQuick = 400;

    private const double PerSecond = 400;

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(ServingHome home, IReadOnlyList<byte[]> bodies, AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var saker = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        using var client = new HttpClient { BaseAddress = saker.Address };
        await DeployAsync(client, Neighbour, 1, cancellationToken);
        await DeployAsync(client, Swapped, 1, cancellationToken);
        var load = new PacedLoad(bodies);
        var swapped = new Uri(saker.Address, $"v2/models/{Swapped}/infer");
        var neighbour = new Uri(saker.Address, $"v2/models/{Neighbour}/infer");

        // Both are warm, and the first swaps are behind them.
        var warm = SwapAsync(client, settings.Quick ? FirstSwapsQuick : FirstSwaps, cancellationToken);
        do
            await BothAsync(load, swapped, neighbour, TimeSpan.FromSeconds(4), cancellationToken);
        while (!warm.IsCompleted);
        await warm;
        var memoryBefore = await saker.SettledMemoryAsync(cancellationToken);

        var calm = TimeSpan.FromSeconds(settings.Quick ? 4 : 10);
        var alone = await BothAsync(load, swapped, neighbour, calm, cancellationToken);
        var count = settings.Quick ? 200 : 1_000;
        var swaps = SwapAsync(client, count, cancellationToken);
        var (failed, requests, tails) = (0L, 0L, new List<double>());
        while (!swaps.IsCompleted)
        {
            var during = await BothAsync(load, swapped, neighbour, TimeSpan.FromSeconds(4), cancellationToken);
            failed += during.Swapped.Failed + during.Neighbour.Failed;
            requests += during.Swapped.Requests + during.Neighbour.Requests;
            tails.Add(during.Neighbour.P99);
        }
        await swaps;
        var memoryAfter = await saker.SettledMemoryAsync(cancellationToken);
        settings.Log.WriteLine(FormattableString.Invariant($"  {count} swaps: {requests} requests, {failed} failed; neighbour p99 {alone.Neighbour.P99:0} us before, {SideBySide.Median(tails):0} us during; memory {memoryBefore >> 20} MiB before, {memoryAfter >> 20} MiB after"));
        return
        [
            Demand.AtMost($"requests failed in {count} hot swaps", "", failed, 0),
            Demand.Time("99th percentile of a neighbour model during swaps, beside before", "us", new SideBySide([(SideBySide.Median(tails), alone.Neighbour.P99)]), MaxTailRatio),
            Demand.Time("memory after the swaps, beside before", "MiB", new SideBySide([(memoryAfter / 1048576.0, memoryBefore / 1048576.0)]), MaxMemoryRatio),
        ];
    }

    private static async Task<(LoadOutcome Swapped, LoadOutcome Neighbour)> BothAsync(PacedLoad load, Uri swapped, Uri neighbour, TimeSpan duration, CancellationToken cancellationToken)
    {
        var first = load.RunAsync(swapped, PerSecond, duration, cancellationToken);
        var second = load.RunAsync(neighbour, PerSecond, duration, cancellationToken);
        return (await first, await second);
    }

    private static async Task SwapAsync(HttpClient client, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
            await DeployAsync(client, Swapped, (i % ServingHome.ChurnVersions) + 1, cancellationToken);
    }

    private static async Task DeployAsync(HttpClient client, string endpoint, int version, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync("api/endpoints", new { name = endpoint, model = $"churn/{version}" }, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new BenchmarkException($"deploying failed: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
