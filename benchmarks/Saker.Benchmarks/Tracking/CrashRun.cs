using System.Text.Json;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;

namespace Saker.Benchmarks.Tracking;

/// <summary>Many writers, then the server is killed in the middle of it (SIGKILL) and started again: what was acknowledged is there, once.</summary>
internal static class CrashRun
{
    private const int Writers = 64;
    private const string Key = "m";

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(TrackingHome home, AreaSettings settings, CancellationToken cancellationToken)
    {
        var duration = TimeSpan.FromSeconds(settings.Quick ? 10 : 300);
        var runs = new string[Writers];
        var acknowledged = new int[Writers];
        await using (var server = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken))
        {
            using var calls = new MlflowCalls(server.Address);
            for (var i = 0; i < Writers; i++)
                runs[i] = await calls.CreateRunAsync(cancellationToken);
            var writers = Enumerable.Range(0, Writers).Select(i => WriteAsync(calls, runs[i], () => acknowledged[i]++, cancellationToken)).ToList();
            await Task.Delay(duration, cancellationToken);
            // Disposing kills it, with writes under way.
            await server.DisposeAsync();
            await Task.WhenAll(writers);
        }
        settings.Log.WriteLine(FormattableString.Invariant($"  {Writers} writers, {duration.TotalSeconds:0} s: {acknowledged.Sum()} batches acknowledged, {acknowledged.Sum() / duration.TotalSeconds:0}/s, then killed"));
        var (missing, doubled) = (0L, 0L);
        await using (var server = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken))
        {
            using var calls = new MlflowCalls(server.Address);
            for (var i = 0; i < Writers; i++)
            {
                var steps = await StepsAsync(calls, runs[i], cancellationToken);
                var different = steps.ToHashSet();
                doubled += steps.Count - different.Count;
                missing += Enumerable.Range(0, acknowledged[i]).Count(step => !different.Contains(step));
            }
        }
        return
        [
            Demand.AtMost("killed with 64 writers: acknowledged and missing", "", missing, 0),
            Demand.AtMost("killed with 64 writers: there twice", "", doubled, 0),
        ];
    }

    private static async Task WriteAsync(MlflowCalls calls, string run, Action acknowledge, CancellationToken cancellationToken)
    {
        try
        {
            for (var step = 0; ; step++)
            {
                await calls.PostAsync("runs/log-batch", Batches.Body(run, step, [Key]), cancellationToken);
                acknowledge();
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
