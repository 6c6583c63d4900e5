using Saker.Data.Profiles;
using Saker.Platform.Serving.Splits;

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
    private readonly bool _isKeyed;

    /// <param name="maxScores">The most that a block keeps.</param>
    /// <param name="seed">Decides which of more.</param>
    /// <param name="thresholds">Counts by groups of callers too, slow requests by these; null where requests and not callers fall to arms.</param>
    public ArmTally(int maxScores, long seed, LatencyThresholds? thresholds = null)
    {
        (_maxScores, _isKeyed) = (maxScores, thresholds is not null);
        var count = Math.Clamp(Environment.ProcessorCount, 1, MaxStripes);
        var size = Math.Max(LeastOfStripe, maxScores / count);
        _stripes = [.. Enumerable.Range(0, count).Select(part => new Stripe(size, StableHash.Of(seed + part), thresholds))];
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
        var keys = _isKeyed ? new KeyCounts[KeyGroup.Count] : [];
        foreach (var stripe in _stripes)
            counts += stripe.MoveTo(latencies, scores, ref scoreCount, keys);
        return counts.IsEmpty ? ArmBlock.None : new ArmBlock { Counts = counts, Latencies = latencies.TrimEnd(0).ToArray(), Scores = Thin(scores), ScoreCount = scoreCount, Keys = keys };
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

    private sealed class Stripe(int maxScores, ulong seed, LatencyThresholds? thresholds)
    {
        private readonly Lock _lock = new();
        private readonly int[] _latencies = new int[LatencyGrid.Count];
        private readonly Sample _scores = new(maxScores, seed);
        private readonly KeyCounts[] _keys = thresholds is null ? [] : new KeyCounts[KeyGroup.Count];
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
                if ((uint)call.Group < (uint)_keys.Length)
                    Add(ref _keys[call.Group], call, bucket);
            }
        }

        private void Add(ref KeyCounts key, in ArmCall call, int bucket)
        {
            if (call.Answer != ArmAnswer.Cancelled)
                key.Requests++;
            key.Errors += call.Answer == ArmAnswer.Failed ? 1 : 0;
            key.Refusals += call.Answer == ArmAnswer.Refused ? 1 : 0;
            key.Fallbacks += call.IsFallback ? 1 : 0;
            if (!float.IsNaN(call.Score))
                (key.Scored, key.Scores) = (key.Scored + 1, key.Scores + call.Score);
            if (call.Answer == ArmAnswer.Refused || call.Microseconds < 0 || thresholds!.Buckets is not { } slow)
                return;
            key.Timed++;
            key.Slow += bucket >= slow[0] ? 1 : 0;
            key.Slower += bucket >= slow[1] ? 1 : 0;
            key.Slowest += bucket >= slow[2] ? 1 : 0;
        }

        public ArmCounts MoveTo(Span<long> latencies, List<float> scores, ref long scoreCount, Span<KeyCounts> keys)
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
                for (var group = 0; group < _keys.Length; group++)
                    keys[group] += _keys[group];
                Array.Clear(_keys);
                (_requests, _errors, _refusals, _fallbacks, _unavailable, _cancelled) = (0, 0, 0, 0, 0, 0);
                return counts;
            }
        }
    }
}
