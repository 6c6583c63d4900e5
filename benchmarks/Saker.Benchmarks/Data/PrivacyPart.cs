using Saker.Benchmarks.Demands;
using Saker.Data.Privacy.Detectors;
using Saker.Testing;
using Saker.Testing.Privacy;

namespace Saker.Benchmarks.Data;

/// <summary>Detectors on labelled sentences, and private answers beside what theory says of their errors.</summary>
internal sealed class PrivacyPart : IAreaPart
{
    private const double MinShare = 0.95;

    public string Name => "privacy";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<Demand>>(
        () => [.. Detectors(settings), .. PrivateErrors.Measure(settings, cancellationToken)], cancellationToken);

    private static IReadOnlyList<Demand> Detectors(AreaSettings settings)
    {
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("detectors on labelled sentences", reason)];
        // Of overlapping findings the surest stays: all types are looked for, so that what is an id is not counted as a phone number.
        var quality = LabelledSentences.Measure(new TextScanner(new ScanOptions { Types = SensitiveTypes.All }), _ => true);
        settings.Log.WriteLine(quality.ToString());
        return [.. quality.LabelledTypes.OrderBy(type => !LabelledSentences.FixedForms.Contains(type)).SelectMany(type => Demands(quality, type))];
    }

    private static IEnumerable<Demand> Demands(SpanQuality quality, string type)
    {
        foreach (var (name, value) in new[] { ("precision", quality.Precision(type)), ("recall", quality.Recall(type)) })
        {
            var measure = $"{type}, {quality.Labelled(type)} labelled: {name}";
            yield return LabelledSentences.FixedForms.Contains(type) ? Demand.AtLeast(measure, value, MinShare) : Demand.Shown(measure, value);
        }
    }
}
