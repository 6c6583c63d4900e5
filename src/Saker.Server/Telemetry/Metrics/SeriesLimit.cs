namespace Saker.Server.Telemetry.Metrics;

/// <summary>
/// Decides which series of a metric are told apart: those that came first, for as long as they are there. A series that was in stays in, so that
/// its counter does not jump; a place becomes free when a series is gone. Used by one at a time.
/// </summary>
internal sealed class SeriesLimit(int maxSeries)
{
    private readonly Dictionary<MetricFamily, Dictionary<string, int>> _admitted = new(ReferenceEqualityComparer.Instance);
    private int _round;

    /// <summary>The most series of a metric.</summary>
    public int MaxSeries => maxSeries;

    public static string KeyOf(IReadOnlyList<string> labels) => labels.Count == 1 ? labels[0] : string.Join('\u001f', labels);

    public bool Admits(MetricFamily family, IReadOnlyList<string> labels)
    {
        if (!_admitted.TryGetValue(family, out var admitted))
            _admitted[family] = admitted = new Dictionary<string, int>(StringComparer.Ordinal);
        var key = KeyOf(labels);
        if (!admitted.ContainsKey(key) && admitted.Count >= maxSeries)
            return false;
        admitted[key] = _round;
        return true;
    }

    /// <summary>Ends a round: the places of what was not seen in it are free.</summary>
    public void EndRound()
    {
        foreach (var admitted in _admitted.Values)
            foreach (var (key, round) in admitted)
                if (round != _round)
                    admitted.Remove(key);
        _round++;
    }
}
