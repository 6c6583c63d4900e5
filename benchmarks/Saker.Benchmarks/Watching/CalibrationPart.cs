using Saker.Benchmarks.Demands;
using Saker.Learning.Drift;
using Saker.Platform.Monitoring.Drift;

namespace Saker.Benchmarks.Watching;

/// <summary>How often windows without drift are called drifted, and windows with a planted one are; every simulation draws both its sides.</summary>
internal sealed class CalibrationPart : IAreaPart
{
    private const double MinFound = 0.9;
    private const int LoggedEvery = 50;

    public string Name => "calibration";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<Demand>>(() =>
    {
        var (windows, planted) = settings.Quick ? (40, 10) : (1_000, 200);
        settings.Log.WriteLine($"calibration: {windows} windows without drift, {planted} of each planted one, {SimulatedWindow.RowCount:N0} rows a side");
        var options = new DriftOptions { Threads = 1 };
        var none = Run(windows, PlantedDrift.None, options, settings, cancellationToken);
        var demands = new List<Demand>
        {
            // So few windows as a quick run has miss the rate by chance alone.
            settings.Quick ? Demand.Shown("no drift: share of windows called drifted", none.Any) : Demand.AtMost("no drift: share of windows called drifted", "", none.Any, options.Alpha),
            Demand.Shown("no drift: share with a column called drifted", none.Columns),
            Demand.Shown("no drift: share with all columns together called drifted", none.Joint),
            Demand.Shown("no drift: share with quality called drifted", none.Quality),
            Demand.AtLeast("mean + 0.2 deviations in one of 30 columns: share found", Run(planted, PlantedDrift.Mean, options, settings, cancellationToken).Columns, MinFound),
            Demand.AtLeast("one category from 10% to 15%: share found", Run(planted, PlantedDrift.Category, options, settings, cancellationToken).Columns, MinFound),
            Demand.AtLeast("correlation 0 to 0.4 under equal margins, MMD: share found", Run(planted, PlantedDrift.Covariance, options, settings, cancellationToken).Joint, MinFound),
        };
        var classifier = options with { Joint = JointMethod.Classifier };
        demands.Add(Demand.Shown("correlation 0 to 0.4 under equal margins, classifier: share found", Run(Math.Min(planted, 50), PlantedDrift.Covariance, classifier, settings, cancellationToken).Joint));
        demands.Add(Demand.Shown("no drift, classifier: share with all columns together called drifted", Run(Math.Min(windows, 200), PlantedDrift.None, classifier, settings, cancellationToken).Joint));
        demands.AddRange(OfEndpoints(windows, planted, settings, cancellationToken));
        return demands;
    }, cancellationToken);

    /// <summary>The same by what is kept of an endpoint's traffic: a profile a minute, merged, against the profile that the model brings along.</summary>
    private static IEnumerable<Demand> OfEndpoints(int windows, int planted, AreaSettings settings, CancellationToken cancellationToken)
    {
        var monitor = new DriftSettings();
        var none = RunEndpoint(windows, PlantedDrift.None, monitor, settings, cancellationToken);
        yield return settings.Quick ? Demand.Shown("no drift, by an endpoint's windows: share called drifted", none.Any) : Demand.AtMost("no drift, by an endpoint's windows: share called drifted", "", none.Any, monitor.Alpha);
        yield return Demand.AtLeast("mean + 0.2 deviations in one of 30 columns, by an endpoint's windows: share found", RunEndpoint(planted, PlantedDrift.Mean, monitor, settings, cancellationToken).Columns, MinFound);
        yield return Demand.AtLeast("one category from 10% to 15%, by an endpoint's windows: share found", RunEndpoint(planted, PlantedDrift.Category, monitor, settings, cancellationToken).Columns, MinFound);
    }

    private static Shares RunEndpoint(int count, PlantedDrift planted, DriftSettings monitor, AreaSettings settings, CancellationToken cancellationToken) =>
        Run(count, planted, "by an endpoint's windows", i => WindowComparer.Compare(WatchedWindow.Reference(SimulatedWindow.Draw(i, 0)), WatchedWindow.Of(SimulatedWindow.Draw(i, 1, planted)), monitor, withQuality: true), settings, cancellationToken);

    private static Shares Run(int count, PlantedDrift planted, DriftOptions options, AreaSettings settings, CancellationToken cancellationToken) =>
        Run(count, planted, options.Joint.ToString(), i => DriftComparer.Compare(SimulatedWindow.Draw(i, 0), SimulatedWindow.Draw(i, 1, planted), options with { Seed = i }, cancellationToken), settings, cancellationToken);

    private static Shares Run(int count, PlantedDrift planted, string how, Func<int, DriftReport> compare, AreaSettings settings, CancellationToken cancellationToken)
    {
        var done = 0;
        var (any, columns, joint, quality) = (0, 0, 0, 0);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var report = compare(i);
            Interlocked.Add(ref any, report.Drifted ? 1 : 0);
            Interlocked.Add(ref columns, report.DriftedCount > 0 ? 1 : 0);
            Interlocked.Add(ref joint, report.Joint is { Drifted: true } ? 1 : 0);
            Interlocked.Add(ref quality, report.QualityDrifted ? 1 : 0);
            if (Interlocked.Increment(ref done) % LoggedEvery == 0)
                settings.Log.WriteLine($"calibration: {planted}, {how}: {done} of {count} windows, {any} drifted ({columns} columns, {joint} together, {quality} quality)");
        });
        return new Shares((double)any / count, (double)columns / count, (double)joint / count, (double)quality / count);
    }

    private sealed record Shares(double Any, double Columns, double Joint, double Quality);
}
