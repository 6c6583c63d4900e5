namespace Saker.Benchmarks.Rollouts;

/// <summary>
/// A rule as other systems have it: at the end of every interval a measure of the interval is held against a limit; after so many failed checks the candidate is rolled back.
/// </summary>
/// <param name="name">What is simulated.</param>
/// <param name="blocks">Of an interval.</param>
/// <param name="maxFailures">Checks that may fail.</param>
/// <param name="fails">Whether a check fails, from errors and requests of control and candidate in the interval.</param>
internal sealed class ThresholdRule(string name, int blocks, int maxFailures, Func<long, long, long, long, bool> fails)
{
    private readonly long[] _sums = new long[4];
    private int _seen;
    private int _failures;

    public string Name => name;

    public bool IsBroken { get; private set; }

    public void Add(TrafficBlock block)
    {
        (_sums[0], _sums[1], _sums[2], _sums[3]) = (_sums[0] + block.Errors[0], _sums[1] + block.Counts[0], _sums[2] + block.Errors[1], _sums[3] + block.Counts[1]);
        if (++_seen % blocks != 0)
            return;
        if (fails(_sums[0], _sums[1], _sums[2], _sums[3]))
            _failures++;
        IsBroken |= _failures > maxFailures;
        Array.Clear(_sums);
    }

    /// <summary>Of one minute, one block being a second.</summary>
    public static ThresholdRule[] All() =>
    [
        // Flagger's example: request-success-rate at least 99 over 1m, rolled back when the failed checks reach threshold 5.
        new("success rate at least 99% per minute, the 5th failed check (Flagger's example)", 60, 4, (_, _, errors, count) => errors > 0.01 * count),
        // Argo Rollouts' example: success rate at least 0.95 per 5m, failureLimit 3; here with the interval of a minute.
        new("success rate at least 95% per minute, failure limit 3 (Argo Rollouts' example)", 60, 3, (_, _, errors, count) => errors > 0.05 * count),
        new("errors at most 1.5 times the control's per minute, failure limit 3", 60, 3, (errors, all, own, count) => own * all > 1.5 * errors * count),
    ];
}
