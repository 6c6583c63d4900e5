using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift.Streams;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Gives detectors what a closed window brings; they go on where they were after the window before, also after a restart.</summary>
internal static class DetectorTurn
{
    // What suits thousands of rows is never reached by a mean an hour.
    private const int MeansWarmUp = 12;
    private const double MeansThreshold = 5;

    /// <param name="settings">The detectors by name.</param>
    /// <param name="states">What this returned after the window before; null for the first.</param>
    /// <param name="reference">What gives their columns a scale.</param>
    /// <param name="window">The window.</param>
    /// <param name="sample">Its logged rows; null when there are none.</param>
    /// <returns>What they say, and their states; null when there are no detectors.</returns>
    public static (IReadOnlyList<DetectorFinding> Findings, string? States) Run(IReadOnlyDictionary<string, DetectorSettings> settings, string? states, ReferenceProfiles reference, Window window, LogSample? sample)
    {
        if (settings.Count == 0)
            return ([], null);
        var before = states is null ? null : JsonNode.Parse(states) as JsonObject;
        var (findings, after) = (new List<DetectorFinding>(), new JsonObject());
        foreach (var (name, detector) in settings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var key = $"{detector.Kind} {(detector.Means ? "means" : "rows")} {detector.Column}";
            // One that follows something else now begins anew.
            var running = before?[name] is JsonObject kept && (string?)kept["of"] == key ? StreamDetectors.FromJson((string)kept["state"]!) : Create(detector);
            var (fired, last) = (false, default(double?));
            foreach (var value in Values(detector, reference, window, sample))
            {
                fired |= running.Update(value) == DetectorState.Drift;
                last = value;
            }
            after[name] = new JsonObject { ["of"] = key, ["state"] = running.ToJson() };
            findings.Add(new DetectorFinding(name, detector.Kind, detector.Column, last, running.Count, fired));
        }
        return (findings, after.ToJsonString());
    }

    private static IStreamDetector Create(DetectorSettings settings) => (settings.Kind, settings.Means) switch
    {
        ("adwin", true) => new Adwin(new AdwinSettings { Clock = 1, GracePeriod = MeansWarmUp }),
        ("page_hinkley", true) => new PageHinkley(new PageHinkleySettings { MinCount = MeansWarmUp, Threshold = MeansThreshold }),
        ("cusum", true) => new Cusum(new CusumSettings { WarmUp = MeansWarmUp }),
        _ => StreamDetectors.Create(settings.Kind),
    };

    /// <summary>In standard deviations of the reference from its mean, so that the detectors' settings mean the same for every column.</summary>
    private static IEnumerable<double> Values(DetectorSettings settings, ReferenceProfiles reference, Window window, LogSample? sample)
    {
        if (Find(reference.Inputs, reference.Outputs, settings.Column) is not { Count: > 1 } expected)
            return [];
        var scale = expected.StandardDeviation > 0 ? expected.StandardDeviation : 1;
        var values = settings.Means
            ? Find(window.Inputs, window.Outputs, settings.Column) is { Count: > 0 } numbers ? [numbers.Mean] : []
            : (sample?.Inputs.Find(settings.Column) ?? sample?.Outputs.Find(settings.Column)) is { Type: not (ColumnType.Text or ColumnType.Date or ColumnType.Timestamp) } column ? column.ToFloat64() : [];
        return values.Where(double.IsFinite).Select(value => (value - expected.Mean) / scale);
    }

    private static NumberProfile? Find(Profile? inputs, Profile? outputs, string column) => (inputs?.Find(column) ?? outputs?.Find(column))?.Numbers;
}
