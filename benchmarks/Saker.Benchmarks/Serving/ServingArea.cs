using System.Net.Http.Headers;
using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks.Serving;

/// <summary>The model server beside a bare Kestrel and beside FastAPI, and what must hold whatever the load.</summary>
internal sealed class ServingArea : IArea
{
    private const double MinShareOfBare = 0.6;
    private const double MinTimesFastApi = 15;
    private const double MaxTailRatio = 2;

    private static readonly (string Name, Func<ServingHome, IReadOnlyList<byte[]>, AreaSettings, CancellationToken, Task<IReadOnlyList<Demand>>> MeasureAsync)[] s_parts =
    [
        ("rate", SingleRowAsync),
        ("process", (home, _, settings, token) => InProcessOverhead.MeasureAsync(home, settings, token)),
        ("rows", (home, _, settings, token) => RowsOnTheWire.MeasureAsync(home, settings, token)),
        ("swaps", HotSwaps.MeasureAsync),
        ("soak", (home, _, settings, token) => SoakRun.MeasureAsync(home, settings, token)),
        ("malformed", MalformedCorpus.MeasureAsync),
        ("identity", (home, _, settings, token) => IdentityCheck.MeasureAsync(home, settings, token)),
    ];

    public string Name => "serving";

    public string Title => "Serving: the churn model over Open Inference, beside a bare Kestrel and FastAPI";

    public IReadOnlyList<string> Parts => [.. s_parts.Select(part => part.Name)];

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var home = await ServingHome.CreateAsync(cancellationToken);
        var bodies = ChurnRequests.Create(home.Rows, home.Signature, 200);
        List<Demand> demands = [];
        foreach (var (name, measure) in s_parts)
            if (settings.Only is null || name == settings.Only)
                demands.AddRange(await measure(home, bodies, settings, cancellationToken));
        return demands;
    }

    private static async Task<IReadOnlyList<Demand>> SingleRowAsync(ServingHome home, IReadOnlyList<byte[]> bodies, AreaSettings settings, CancellationToken cancellationToken)
    {
        var file = Path.Combine(home.Folder, "bodies.jsonl");
        await using (var lines = File.Create(file))
        {
            foreach (var body in bodies)
            {
                lines.Write(body);
                lines.WriteByte((byte)'\n');
            }
        }
        await using var saker = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        var ours = new Uri(saker.Address, "v2/models/churn/infer");
        await using var bare = await ServerProcess.StartBareAsync(await AnswerBytesAsync(ours, bodies[0], cancellationToken), cancellationToken);
        await using var python = await ServerProcess.StartAsync("/usr/bin/python3", [Checkout.FullPath("benchmarks/peers/serving.py"), home.Csv, "0"], cancellationToken);
        var fastApi = new Uri(python.Address, "v2/models/churn/infer");
        await AnswerBytesAsync(fastApi, bodies[0], cancellationToken);
        settings.Log.WriteLine($"  peers: fastapi {python.Announced.GetProperty("fastapi")}, uvicorn {python.Announced.GetProperty("uvicorn")}, one worker");

        var wrk = new Wrk(file);
        var duration = TimeSpan.FromSeconds(settings.Quick ? 3 : 10);
        // After five seconds a quarter of our processor time still went into compiling what runs often.
        var warmUp = TimeSpan.FromSeconds(settings.Quick ? 10 : 16);
        await wrk.RunAsync(ours, warmUp, cancellationToken);
        await wrk.RunAsync(bare.Address, warmUp, cancellationToken);
        var rates = new List<(double Ours, double Bare)>();
        var fastApiRates = new List<(double Ours, double Peer)>();
        var failed = 0L;
        var repeats = settings.Quick ? 3 : 5;
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            var mine = await wrk.RunAsync(ours, duration, cancellationToken);
            var least = await wrk.RunAsync(bare.Address, duration, cancellationToken);
            var peer = await wrk.RunAsync(fastApi, duration, cancellationToken);
            failed += mine.Failed + least.Failed + peer.Failed;
            settings.Log.WriteLine(FormattableString.Invariant($"  {repeat} of {repeats}: ours {mine.PerSecond:0}/s, bare Kestrel {least.PerSecond:0}/s, FastAPI {peer.PerSecond:0}/s"));
            rates.Add((mine.PerSecond, least.PerSecond));
            fastApiRates.Add((mine.PerSecond, peer.PerSecond));
        }
        if (failed > 0)
            throw new BenchmarkException($"{failed} requests failed under load.");

        var paced = new PacedLoad(bodies);
        var tails = new List<(double Ours, double Bare)>();
        var (half, halfBare) = (new SideBySide(rates).Ours / 2, new SideBySide(rates).Peers / 2);
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            var mine = await paced.RunAsync(ours, half, duration, cancellationToken);
            var least = await paced.RunAsync(bare.Address, halfBare, duration, cancellationToken);
            settings.Log.WriteLine(FormattableString.Invariant($"  {repeat} of {repeats}: at half of saturation p99 ours {mine.P99:0} us at {half:0}/s, bare {least.P99:0} us at {halfBare:0}/s"));
            tails.Add((mine.P99, least.P99));
        }
        return
        [
            Demand.Rate("single row, beside bare Kestrel", "/s", new SideBySide(rates), MinShareOfBare),
            Demand.Time("99th percentile at half of saturation, beside bare Kestrel", "us", new SideBySide(tails), MaxTailRatio),
            Demand.Rate("single row, beside FastAPI", "/s", new SideBySide(fastApiRates), MinTimesFastApi),
        ];
    }

    private static async Task<int> AnswerBytesAsync(Uri address, byte[] body, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await client.PostAsync(address, content, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? bytes.Length
            : throw new BenchmarkException($"{address} answered {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(bytes)}");
    }
}
