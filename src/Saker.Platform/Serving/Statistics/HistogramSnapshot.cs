namespace Saker.Platform.Serving.Statistics;

/// <summary>How long something took, by bucket, at one moment.</summary>
/// <param name="Bounds">The largest value of each bucket but the last in seconds, rising; the last has none.</param>
/// <param name="Counts">How many there are in each bucket, one more than there are bounds; not summed up.</param>
/// <param name="Sum">All of them together in seconds.</param>
/// <param name="Exemplars">One of each bucket, as far as it was kept; empty where none are kept.</param>
public sealed record HistogramSnapshot(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, double Sum, IReadOnlyList<LatencyExemplar?> Exemplars)
{
    /// <summary>How many there are in all buckets.</summary>
    public long Count => Counts.Sum();

    /// <summary>Both together; an exemplar is the later one of both.</summary>
    /// <exception cref="ArgumentException">They have other bounds.</exception>
    public HistogramSnapshot Add(HistogramSnapshot other)
    {
        if (!Bounds.SequenceEqual(other.Bounds))
            throw new ArgumentException("Only histograms with the same bounds can be added.", nameof(other));
        var exemplars = Exemplars.Count == 0 ? other.Exemplars : other.Exemplars.Count == 0 ? Exemplars : [.. Exemplars.Zip(other.Exemplars, Later)];
        return new HistogramSnapshot(Bounds, [.. Counts.Zip(other.Counts, (one, another) => one + another)], Sum + other.Sum, exemplars);
    }

    private static LatencyExemplar? Later(LatencyExemplar? one, LatencyExemplar? another) => one is null || another?.At > one.At ? another : one;
}
