using System.Diagnostics;
using System.Text.Json;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;
using Saker.Data.Profiles;
using Saker.Platform;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Watching;

/// <summary>
/// A server answers 5,000 requests per second and is killed in the middle of it (SIGKILL). Of what it had answered, the prediction log may lack only what was answered
/// within the stated flush interval, a second, before.
/// </summary>
internal sealed class KillPart : IAreaPart
{
    private const int PerSecond = 5_000;
    private const int Connections = 32;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    public string Name => "kill";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var home = await ServingHome.CreateAsync(cancellationToken);
        var duration = TimeSpan.FromSeconds(settings.Quick ? 5 : 15);
        var (answers, killedAt, rate) = await KillAsync(home, duration, cancellationToken);
        settings.Log.WriteLine(FormattableString.Invariant($"  {answers.Count} requests answered, {rate:0}/s, then killed"));

        await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = home.Folder }, cancellationToken);
        var found = new Dictionary<string, LoggedPrediction>(StringComparer.Ordinal);
        foreach (var some in answers.Select(answer => NumberedConnection.IdOf(answer.Number)).Chunk(50_000))
            foreach (var prediction in await saker.Log.FindAsync(some, cancellationToken))
                found[prediction.RequestId] = prediction;
        var before = killedAt - (long)(FlushInterval.TotalSeconds * Stopwatch.Frequency);
        string[] old = [.. answers.Where(answer => answer.AnsweredAt < before).Select(answer => NumberedConnection.IdOf(answer.Number))];
        var lost = answers.Where(answer => !found.ContainsKey(NumberedConnection.IdOf(answer.Number))).ToList();
        return
        [
            Demand.Shown("requests per second when killed", rate),
            Demand.AtMost("answered before the flush interval and not in the log", "", old.Count(id => !found.ContainsKey(id)), 0),
            Demand.AtMost("sampled before the flush interval and without their rows", "", SampledAndMissing(old, found), 0),
            Demand.AtMost("age of the oldest lost request", "s", lost.Count == 0 ? 0 : lost.Max(answer => Stopwatch.GetElapsedTime(answer.AnsweredAt, killedAt).TotalSeconds), FlushInterval.TotalSeconds),
            Demand.Shown("lost requests, of the last moment", lost.Count),
        ];
    }

    /// <summary>Of a minute the rows with the least hashes are kept; of a thousand those that are surely among them are looked at.</summary>
    private static int SampledAndMissing(string[] old, Dictionary<string, LoggedPrediction> found)
    {
        const int surely = 500;
        return old.Where(found.ContainsKey).GroupBy(id => found[id].At.UtcTicks / TimeSpan.TicksPerMinute)
            .Sum(minute => minute.OrderBy(id => StableHash.Of(id)).Take(surely).Count(id => found[id].Inputs is null || found[id].Outputs is null));
    }

    private static async Task<(List<(int Number, long AnsweredAt)> Answers, long KilledAt, double Rate)> KillAsync(ServingHome home, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        var address = new Uri(server.Address, "v2/models/churn/infer");
        var inputs = JsonElement.Parse(ChurnRequests.Create(home.Rows, home.Signature, 1)[0]).GetProperty("inputs").GetRawText();
        using var load = await NumberedLoad.StartAsync(address, [inputs], PerSecond, Connections, cancellationToken);
        await Task.Delay(duration, cancellationToken);
        var killedAt = Stopwatch.GetTimestamp();
        // Disposing kills it, with requests under way.
        await server.DisposeAsync();
        await load.StopAsync();
        var answers = load.Answers.ToList();
        if (load.FailedCount > 0)
            throw new BenchmarkException($"{load.FailedCount} requests were not answered as they should be.");
        return (answers, killedAt, answers.Count / duration.TotalSeconds);
    }
}
