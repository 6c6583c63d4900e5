namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// From which latencies on a request of this process is slow: about the quantiles of the control's requests so far, fixed before a block begins. Counting by groups of callers goes by them, for how unlike callers are
/// does not hang on the last percent of a threshold. Thread-safe.
/// </summary>
internal sealed class LatencyThresholds
{
    // As the evidence of quantiles remembers: requests of the control, and so many above the threshold.
    private const double MinAbove = 5;
    private const double Memory = 10_000;

    private static readonly double[] s_quantiles = [0.5, 0.95, 0.99];

    private readonly double[] _control = new double[LatencyGrid.Count];
    private volatile int[]? _buckets;

    /// <summary>The lowest bucket that is slow for each quantile; null while too few requests were seen.</summary>
    public int[]? Buckets => _buckets;

    /// <summary>The place of the threshold that is nearest to a quantile.</summary>
    public static int NearestTo(double quantile) => quantile < 0.8 ? 0 : quantile < 0.975 ? 1 : 2;

    /// <summary>Takes what the control did in a block. One caller at a time.</summary>
    public void Learn(ReadOnlySpan<long> control)
    {
        var count = 0L;
        foreach (var requests in control)
            count += requests;
        if (count == 0)
            return;
        var (kept, all) = (Math.Exp(-count / Memory), 0.0);
        for (var bucket = 0; bucket < _control.Length; bucket++)
            all += _control[bucket] = (_control[bucket] * kept) + (bucket < control.Length ? control[bucket] : 0);
        if (all * (1 - s_quantiles[0]) >= MinAbove)
            _buckets = Array.ConvertAll(s_quantiles, quantile => Find((1 - quantile) * all));
    }

    /// <summary>The bucket from which on lie about so many requests.</summary>
    private int Find(double beyond)
    {
        var above = 0.0;
        for (var bucket = _control.Length - 1; bucket > 0; bucket--)
        {
            if (above + _control[bucket] > beyond)
                return above + _control[bucket] - beyond < beyond - above ? bucket : bucket + 1;
            above += _control[bucket];
        }
        return 0;
    }
}
