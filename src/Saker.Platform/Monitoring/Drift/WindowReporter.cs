using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Makes the report of one stretch of traffic.</summary>
internal sealed class WindowReporter(IWindowStore windows, VersionFacts versions, SampleFinder samples, Ids ids, TimeProvider time)
{
    /// <returns>Null when nothing is known of the traffic.</returns>
    public async Task<MadeReport?> ReportAsync(
        WatchedVersion version, TrafficRange traffic, DriftReportKind kind, ReferenceProfiles reference, MonitorSettings monitor, CancellationToken cancellationToken, string? detectors = null)
    {
        if (await windows.FindAsync(version.Endpoint, version.Model, version.Version, traffic.From, traffic.To, cancellationToken) is not { Inputs: { RowCount: > 0 } inputs } window)
            return null;
        var settings = WithoutRedacted(monitor, reference.Inputs, reference.Outputs, inputs, window.Outputs);
        var importance = await versions.FindImportanceAsync(version, cancellationToken);
        var sample = await FindSampleAsync(version, traffic, inputs.RowCount, settings, cancellationToken);
        var compared = WindowComparer.Compare(reference.Inputs!, inputs, settings, withQuality: true, await FindRowsAsync(version, traffic, inputs.RowCount, reference, sample, settings, cancellationToken), cancellationToken);
        var columns = WindowComparer.Tell(compared, importance);
        var predictions = settings.Predictions && reference.Outputs is { } expected && window.Outputs is { RowCount: > 0 } outputs
            ? WindowComparer.Tell(WindowComparer.Compare(expected, outputs, settings, withQuality: false), new Dictionary<string, double>())
            : [];
        var (joint, note) = await JoinAsync(version, traffic, sample, settings, cancellationToken);
        // On demand nothing follows anything.
        var (found, states) = kind == DriftReportKind.Window ? DetectorTurn.Run(settings.Detectors, detectors, reference, window, Head(sample, settings.SampleRows)) : ([], detectors);
        var share = columns.Count == 0 ? 0 : (double)columns.Count(column => column.Drifted) / columns.Count;
        var evaluation = new DriftEvaluation
        {
            Id = ids.NewUlid(),
            Endpoint = version.Endpoint,
            Model = version.Model,
            Version = version.Version,
            Kind = kind,
            From = traffic.From,
            To = traffic.To,
            MadeAt = time.GetUtcNow(),
            RowCount = inputs.RowCount,
            ReferenceRowCount = reference.Inputs!.RowCount,
            Reference = reference.Words,
            Drifted = (share > 0 && share >= settings.Share) || joint is { Drifted: true },
            Share = share,
            ShareThreshold = settings.Share,
            Alpha = settings.Alpha,
            Columns = columns,
            Predictions = predictions,
            Quality = WindowComparer.TellQuality(compared, settings),
            Joint = joint,
            Detectors = found,
            Notes = [.. compared.Warnings, .. Missing(settings.Predictions && predictions.Count == 0 ? "the model's outputs have no reference yet" : null, note)],
        };
        return new MadeReport(evaluation, states);
    }

    private async Task<(JointFinding? Finding, string? Note)> JoinAsync(WatchedVersion version, TrafficRange traffic, LogSample? sample, DriftSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Joint == JointMethod.None)
            return (null, null);
        if (sample is null)
            return (null, "the columns were not compared together: no rows of this time are logged");
        if (await samples.FindReferenceAsync(version, settings.Reference, traffic, settings.SampleRows, cancellationToken) is not { } expected)
            return (null, "the columns were not compared together: no rows of the reference are kept");
        sample = Head(sample, settings.SampleRows)!;
        string[] names = [.. sample.Inputs.Columns.Select(column => column.Name).Where(name => expected.Find(name) is not null && settings.Columns.GetValueOrDefault(name) is not { Ignore: true })];
        var options = new DriftOptions { Alpha = settings.Alpha, Joint = settings.Joint, MaxJointRows = settings.SampleRows, Quality = false, Threads = 1 };
        return DriftComparer.Compare(expected.Select(names), sample.Inputs.Select(names), options, cancellationToken).Joint is { } joint
            ? (new JointFinding(EnumText.Write(joint.Method), joint.Statistic, double.IsFinite(joint.PValue) ? joint.PValue : null, joint.Drifted, joint.CurrentRowCount, joint.ReferenceRowCount), null)
            : (null, "the columns were not compared together: there are too few rows or columns");
    }

    /// <summary>The logged rows of the traffic, as many as whoever needs most of them does; null when nobody does, or none are logged.</summary>
    private async Task<LogSample?> FindSampleAsync(WatchedVersion version, TrafficRange traffic, long rowCount, DriftSettings settings, CancellationToken cancellationToken)
    {
        var forOthers = settings.Joint != JointMethod.None || settings.Detectors.Values.Any(detector => !detector.Means) ? settings.SampleRows : 0;
        var rows = Math.Max(forOthers, IsByRows(settings, rowCount) ? settings.ExactRows : 0);
        return rows == 0 ? null : await samples.FindAsync(version, traffic, rows, cancellationToken);
    }

    /// <summary>Rows of both sides, for columns that they tell more of than profiles do.</summary>
    private async Task<(Table Reference, Table Current)?> FindRowsAsync(
        WatchedVersion version, TrafficRange traffic, long rowCount, ReferenceProfiles reference, LogSample? sample, DriftSettings settings, CancellationToken cancellationToken) =>
        sample is not null && reference.IsOfRows && IsByRows(settings, rowCount)
            && await samples.FindReferenceAsync(version, settings.Reference, traffic, settings.ExactRows, cancellationToken) is { } expected
                ? (expected, Head(sample, settings.ExactRows)!.Inputs)
                : null;

    private static bool IsByRows(DriftSettings settings, long rowCount) => settings.ExactRows > 0 && (settings.NeedsRows || rowCount <= settings.ExactRows);

    /// <summary>The first rows of a sample are one themselves: those of the least hashes.</summary>
    private static LogSample? Head(LogSample? sample, int rows)
    {
        if (sample is null || sample.Inputs.RowCount <= rows)
            return sample;
        int[] first = [.. Enumerable.Range(0, rows)];
        return new LogSample(sample.Inputs.Take(first), sample.Outputs.Columns.Count == 0 ? sample.Outputs : sample.Outputs.Take(first), sample.SeenCount);
    }

    /// <summary>Nothing is told of columns that are redacted: references, and windows of before the rule, have them.</summary>
    private static DriftSettings WithoutRedacted(MonitorSettings monitor, params IEnumerable<Profile?> profiles)
    {
        var open = OpenColumns.Of(monitor.Log);
        var hidden = profiles.OfType<Profile>().SelectMany(profile => profile.Columns).Select(column => column.Name).Where(name => !open.Contains(name)).ToHashSet(StringComparer.Ordinal);
        return hidden.Count == 0
            ? monitor.Drift
            : monitor.Drift with
            {
                Columns = monitor.Drift.Columns.Where(column => !hidden.Contains(column.Key)).Concat(hidden.Select(name => KeyValuePair.Create(name, new ColumnDriftSettings { Ignore = true }))).ToDictionary(StringComparer.Ordinal),
                Detectors = monitor.Drift.Detectors.Where(detector => !hidden.Contains(detector.Value.Column)).ToDictionary(StringComparer.Ordinal),
            };
    }

    private static IEnumerable<string> Missing(params IEnumerable<string?> notes) => notes.OfType<string>();
}
