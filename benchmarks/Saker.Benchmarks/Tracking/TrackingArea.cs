using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;
using Saker.Testing;

namespace Saker.Benchmarks.Tracking;

/// <summary>Tracking over MLflow's API on a store of many runs, beside what SQLite alone takes for the same work.</summary>
internal sealed class TrackingArea : IArea
{
    private const int Points = 100;
    private const int QuickPoints = 20;
    private const double Megabyte = 1024 * 1024;

    public string Name => "tracking";

    public string Title => "Tracking: 20,000 runs on SQLite over MLflow's API, beside raw SQLite";

    public IReadOnlyList<string> Parts => ["load", "crash", "postgres"];

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Only == "postgres")
            return await CrashOnPostgresAsync(settings, cancellationToken);
        var points = settings.Quick ? QuickPoints : Points;
        var start = TimeProvider.System.GetTimestamp();
        await using var home = await TrackingHome.CreateAsync(points, cancellationToken);
        settings.Log.WriteLine(FormattableString.Invariant(
            $"  {TrackingHome.Runs} runs x {TrackingHome.Metrics.Length} metrics x {points} points{(settings.Quick ? $" ({Points} without --quick)" : "")}, {TrackingHome.Versions} model versions: {new FileInfo(home.DatabaseFile).Length / Megabyte:0} MB, filled in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s"));
        List<Demand> demands = [];
        if (settings.Only is null or "load")
            demands.AddRange(await LoadAsync(home, settings, cancellationToken));
        if (settings.Only is null or "crash")
            demands.AddRange(await new CrashRun(home.Folder).MeasureAsync(settings, cancellationToken));
        if (settings.Only is null)
            demands.AddRange(await CrashOnPostgresAsync(settings, cancellationToken));
        return demands;
    }

    /// <summary>The database ends as in a crash and comes back while everybody writes; at the end the server is killed.</summary>
    private static async Task<IReadOnlyList<Demand>> CrashOnPostgresAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var database = await PostgresServer.StartNewAsync();
        var home = Directory.CreateTempSubdirectory("saker-bench-").FullName;
        try
        {
            var run = new CrashRun(home, "--database", database.AddressOf("bench"))
            {
                Title = "the same on PostgreSQL, restarted halfway",
                Halfway = async () =>
                {
                    await database.CrashAsync();
                    await database.StartAsync();
                },
            };
            return await run.MeasureAsync(settings, cancellationToken);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Demand>> LoadAsync(TrackingHome home, AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        using var calls = new MlflowCalls(server.Address);
        settings.Log.WriteLine(FormattableString.Invariant($"  resident at rest: {server.WorkingSet / Megabyte:0} MB"));
        var filtered = await Searches.FilteredAsync(calls, home, settings.Quick ? 40 : 200, cancellationToken);
        settings.Log.WriteLine(FormattableString.Invariant($"  filtered: {filtered.Ours:0.0} ms, resident {server.WorkingSet / Megabyte:0} MB"));
        var deep = await Searches.DeepPageAsync(calls, home, cancellationToken);
        settings.Log.WriteLine(FormattableString.Invariant($"  deep: {deep.Ours:0.0} ms, resident {server.WorkingSet / Megabyte:0} MB"));
        var batches = await Batches.MeasureAsync(calls, home, TimeSpan.FromSeconds(settings.Quick ? 10 : 60), cancellationToken);
        var memory = Demand.AtMost("resident memory after the load", "MB", server.WorkingSet / Megabyte, 150);
        return [filtered, deep, batches, memory with { Goal = memory.Goal + " (published 46.7, original 3,145)" }];
    }
}
