using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry.Metrics;

/// <summary>
/// The values of all metrics at one moment, within the limit of series. A series beyond it is added to the one of <see cref="MetricFamily.Other"/>, or
/// left out where adding up means nothing, and counted in any case.
/// </summary>
internal sealed class MetricSet(SeriesLimit limit)
{
    private readonly Dictionary<MetricFamily, List<MetricSample>> _samples = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MetricFamily, Dictionary<string, int>> _others = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MetricFamily, int> _overflow = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many series of each metric are beyond the limit.</summary>
    public IReadOnlyDictionary<MetricFamily, int> Overflow => _overflow;

    public IReadOnlyList<MetricSample> this[MetricFamily family] => _samples.GetValueOrDefault(family) ?? [];

    public void Add(MetricFamily family, double value, params IReadOnlyList<string> labels) => Add(family, new MetricSample(labels, value));

    public void Add(MetricFamily family, HistogramSnapshot histogram, params IReadOnlyList<string> labels) => Add(family, new MetricSample(labels, 0, histogram));

    private void Add(MetricFamily family, MetricSample sample)
    {
        if (sample.Labels.Count != family.Labels.Count)
            throw new ArgumentException($"'{family.Name}' has {family.Labels.Count} labels, and {sample.Labels.Count} were given.", nameof(sample));
        if (!_samples.TryGetValue(family, out var samples))
            _samples[family] = samples = [];
        // What only tells how it is now has no history that must not jump: sources give what matters most first.
        if (sample.Labels.Count == 0 || (family.IsSum ? limit.Admits(family, sample.Labels) : samples.Count < limit.MaxSeries))
            samples.Add(sample);
        else
            AddOverflow(family, samples, sample);
    }

    private void AddOverflow(MetricFamily family, List<MetricSample> samples, MetricSample sample)
    {
        _overflow[family] = _overflow.GetValueOrDefault(family) + 1;
        if (!family.IsSum)
            return;
        var labels = family.Overflow(sample.Labels);
        var key = SeriesLimit.KeyOf(labels);
        if (!_others.TryGetValue(family, out var others))
            _others[family] = others = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!others.TryGetValue(key, out var at))
        {
            others[key] = samples.Count;
            samples.Add(sample with { Labels = labels });
            return;
        }
        var known = samples[at];
        samples[at] = known with { Value = known.Value + sample.Value, Histogram = sample.Histogram is { } added ? known.Histogram!.Add(added) : null };
    }
}
