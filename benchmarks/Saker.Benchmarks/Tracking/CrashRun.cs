using System.Text.Json;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;

namespace Saker.Benchmarks.Tracking;

/// <summary>Many writers, then the server is killed in the middle of it (SIGKILL) and started again: what was acknowledged is there, once.</summary>
/// <param name="home">The folder of the server.</param>
/// <param name="options">How the server is started, further than that.</param>
internal sealed class CrashRun(string home, params IReadOnlyList<string> options)
{
    private const int Writers = 64;
    private const string Key = "m";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string[] _runs = new string[Writers];
    private readonly int[] _acknowledged = new int[Writers];
    private int _refusedCount;

    /// <summary>What the table calls it: what happens, and to what.</summary>
    public string Title { get; init; } = "killed with 64 writers";

    /// <summary>Happens when half of the time is over.</summary>
    public Func<Task> Halfway { get; init; } = () => Task.CompletedTask;

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var half = TimeSpan.FromSeconds(settings.Quick ? 5 : 150);
        await using (var server = await ServerProcess.StartSakerAsync(home, cancellationToken, options))
        {
            using var calls = new MlflowCalls(server.Address);
            for (var i = 0; i < Writers; i++)
                _runs[i] = await calls.CreateRunAsync(cancellationToken);
            var writers = Enumerable.Range(0, Writers).Select(i => WriteAsync(calls, i, cancellationToken)).ToList();
            await Task.Delay(half, cancellationToken);
            await Halfway();
            await Task.Delay(half, cancellationToken);
            if (writers.FirstOrDefault(writer => writer.IsFaulted) is { Exception.InnerException: { } fault })
                throw new BenchmarkException($"{fault.Message}{Environment.NewLine}{server.LastErrors}");
            // Disposing kills it, with writes under way.
            await server.DisposeAsync();
            await Task.WhenAll(writers);
        }
        var refused = _refusedCount > 0 ? $", {_refusedCount} refused meanwhile and sent again" : "";
        settings.Log.WriteLine(FormattableString.Invariant($"  {Title}, {2 * half.TotalSeconds:0} s: {_acknowledged.Sum()} batches acknowledged, {_acknowledged.Sum() / (2 * half.TotalSeconds):0}/s{refused}"));
        return await CompareAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Demand>> CompareAsync(CancellationToken cancellationToken)
    {
        var (missing, doubled) = (0L, 0L);
        await using var server = await ServerProcess.StartSakerAsync(home, cancellationToken, options);
        using var calls = new MlflowCalls(server.Address);
        for (var i = 0; i < Writers; i++)
        {
            var steps = await StepsAsync(calls, _runs[i], cancellationToken);
            var different = steps.ToHashSet();
            doubled += steps.Count - different.Count;
            missing += Enumerable.Range(0, _acknowledged[i]).Count(step => !different.Contains(step));
        }
        return [Demand.AtMost($"{Title}: acknowledged and missing", "", missing, 0), Demand.AtMost($"{Title}: there twice", "", doubled, 0)];
    }

    private async Task WriteAsync(MlflowCalls calls, int writer, CancellationToken cancellationToken)
    {
        try
        {
            for (var step = 0; ; step++)
            {
                // Whoever is told to try again does: the same batch, which must not be there twice then.
                while (!await calls.TryPostAsync("runs/log-batch", Batches.Body(_runs[writer], step, [Key]), cancellationToken))
                {
                    Interlocked.Increment(ref _refusedCount);
                    await Task.Delay(Pause, cancellationToken);
                }
                _acknowledged[writer]++;
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed; what was under way was not acknowledged.
        }
    }

    private static async Task<IReadOnlyList<long>> StepsAsync(MlflowCalls calls, string run, CancellationToken cancellationToken)
    {
        List<long> steps = [];
        var token = "";
        do
        {
            var page = await calls.GetAsync($"metrics/get-history?run_id={run}&metric_key={Key}&max_results=25000{token}", cancellationToken);
            if (page.TryGetProperty("metrics", out var metrics))
                steps.AddRange(metrics.EnumerateArray().Select(metric => metric.GetProperty("step").GetInt64()));
            token = page.TryGetProperty("next_page_token", out var next) ? "&page_token=" + Uri.EscapeDataString(next.GetString()!) : "";
        }
        while (token.Length > 0);
        return steps;
    }
}
