using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;

namespace Saker.Benchmarks.Watching;

/// <summary>
/// What watching takes from the model server: the churn model over Open Inference under wrk, with watching on and off in turns, each a server of the same build that
/// lives through all rounds. Beside requests per second, which whatever else runs on the machine disturbs, the processor time of a request is compared.
/// </summary>
internal sealed class CostPart : IAreaPart
{
    private const double MinShareOfRate = 0.95;

    // The runtime goes on compiling for half a minute of load, and more of it where more code runs; servers live for longer.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_quickWarmUp = TimeSpan.FromSeconds(15);

    public string Name => "cost";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var home = await ServingHome.CreateAsync(cancellationToken);
        await using var otherHome = await ServingHome.CreateAsync(cancellationToken);
        var file = Path.Combine(home.Folder, "bodies.jsonl");
        await File.WriteAllLinesAsync(file, ChurnRequests.Create(home.Rows, home.Signature, 200).Select(body => System.Text.Encoding.UTF8.GetString(body)), cancellationToken);
        await using var watched = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        await using var unwatched = await ServerProcess.StartSakerAsync(otherHome.Folder, cancellationToken, "--no-watching");
        var wrk = new Wrk(file);
        var duration = TimeSpan.FromSeconds(settings.Quick ? 2 : 5);
        foreach (var server in (IReadOnlyList<ServerProcess>)[watched, unwatched])
            await RunAsync(wrk, server, settings.Quick ? s_quickWarmUp : s_warmUp, cancellationToken);

        var rates = new List<(double On, double Off)>();
        var times = new List<(double On, double Off)>();
        var rounds = settings.Quick ? 5 : 15;
        for (var round = 1; round <= rounds; round++)
        {
            // Who comes first changes, so that what drifts in the machine favours neither.
            var isOnFirst = round % 2 == 1;
            var first = await RunAsync(wrk, isOnFirst ? watched : unwatched, duration, cancellationToken);
            var second = await RunAsync(wrk, isOnFirst ? unwatched : watched, duration, cancellationToken);
            var (on, off) = isOnFirst ? (first, second) : (second, first);
            settings.Log.WriteLine(FormattableString.Invariant($"  {round} of {rounds}: watched {on.PerSecond:0}/s at {on.Microseconds:0.0} us of processor a request, unwatched {off.PerSecond:0}/s at {off.Microseconds:0.0} us"));
            rates.Add((on.PerSecond, off.PerSecond));
            times.Add((on.Microseconds, off.Microseconds));
        }
        return
        [
            Demand.Rate("requests with watching on, beside off", "/s", new SideBySide(rates), MinShareOfRate),
            Demand.Time("processor time of a request with watching on, beside off", "us", new SideBySide(times), 1 / MinShareOfRate),
        ];
    }

    private static async Task<(double PerSecond, double Microseconds)> RunAsync(Wrk wrk, ServerProcess server, TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = server.ProcessorTime;
        var outcome = await wrk.RunAsync(new Uri(server.Address, "v2/models/churn/infer"), duration, cancellationToken);
        if (outcome.Failed > 0)
            throw new BenchmarkException($"{outcome.Failed} requests failed under load.");
        // What is worked on after the answers belongs to them as well.
        await Task.Delay(TimeSpan.FromSeconds(1.5), cancellationToken);
        return (outcome.PerSecond, (server.ProcessorTime - before).TotalMicroseconds / (outcome.PerSecond * duration.TotalSeconds));
    }
}
