using Saker.Data.Profiles;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Counts the requests of one arm until they are taken as a block. Counters lie in stripes by processor, so that a request waits for others of its processor
/// only, for as long as a few additions take. Nothing is allocated once the first requests have come. Thread-safe.
/// </summary>
internal sealed class ArmTally
{
    private const int MaxStripes = 16;
    private const int LeastOfStripe = 64;

    private readonly Stripe[] _stripes;
    private readonly int _maxScores;

    public ArmTally(int maxScores, long seed)
    {
        _maxScores = maxScores;
        var count = Math.Clamp(Environment.ProcessorCount, 1, MaxStripes);
        var size = Math.Max(LeastOfStripe, maxScores / count);
        _stripes = [.. Enumerable.Range(0, count).Select(part => new Stripe(size, StableHash.Of(seed + part)))];
    }

    public void Add(in ArmCall call) => _stripes[(uint)Thread.GetCurrentProcessorId() % (uint)_stripes.Length].Add(call);

    /// <summary>Takes what was counted since the last time.</summary>
    public ArmBlock Take()
    {
        var counts = ArmCounts.None;
        Span<long> latencies = stackalloc long[LatencyGrid.Count];
        latencies.Clear();
        var scores = new List<float>();
        var scoreCount = 0L;
        foreach (var stripe in _stripes)
            counts += stripe.MoveTo(latencies, scores, ref scoreCount);
        return counts.IsEmpty ? ArmBlock.None : new ArmBlock { Counts = counts, Latencies = latencies.TrimEnd(0).ToArray(), Scores = Thin(scores), ScoreCount = scoreCount };
    }

    // Every so many-th: where a value lies in a reservoir says nothing about it.
    private float[] Thin(List<float> scores)
    {
        if (scores.Count <= _maxScores)
            return [.. scores];
        var thinned = new float[_maxScores];
        for (var i = 0; i < thinned.Length; i++)
            thinned[i] = scores[(int)((long)i * scores.Count / thinned.Length)];
        return thinned;
    }

    private sealed class Stripe(int maxScores, ulong seed)
    {
        private readonly Lock _lock = new();
        private readonly int[] _latencies = new int[LatencyGrid.Count];
        private readonly Sample _scores = new(maxScores, seed);
        private long _requests;
        private long _errors;
        private long _refusals;
        private long _fallbacks;
        private long _unavailable;
        private long _cancelled;

        public void Add(in ArmCall call)
        {
            var bucket = LatencyGrid.IndexOf(call.Microseconds);
            lock (_lock)
            {
                if (call.Answer == ArmAnswer.Cancelled)
                    _cancelled++;
                else
                    _requests++;
                // One that its caller gave up took at least so long: a version that hangs is not to look quick for it.
                if (call.Answer != ArmAnswer.Refused && call.Microseconds >= 0)
                    _latencies[bucket]++;
                _unavailable += call.IsUnavailable && call.Answer != ArmAnswer.Cancelled ? 1 : 0;
                _errors += call.Answer == ArmAnswer.Failed ? 1 : 0;
                _refusals += call.Answer == ArmAnswer.Refused ? 1 : 0;
                _fallbacks += call.IsFallback ? 1 : 0;
                if (!float.IsNaN(call.Score))
                    _scores.Add(call.Score);
            }
        }

        public ArmCounts MoveTo(Span<long> latencies, List<float> scores, ref long scoreCount)
        {
            lock (_lock)
            {
                if (_requests == 0 && _cancelled == 0)
                    return ArmCounts.None;
                var counts = new ArmCounts { RequestCount = _requests, ErrorCount = _errors, RefusalCount = _refusals, FallbackCount = _fallbacks, UnavailableCount = _unavailable, CancelledCount = _cancelled };
                for (var i = 0; i < _latencies.Length; i++)
                    latencies[i] += _latencies[i];
                scoreCount += _scores.Count;
                _scores.MoveTo(scores);
                Array.Clear(_latencies);
                (_requests, _errors, _refusals, _fallbacks, _unavailable, _cancelled) = (0, 0, 0, 0, 0, 0);
                return counts;
            }
        }
    }
}
