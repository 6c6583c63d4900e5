using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>
/// Undoes what sampling by the minute does: a row of a busy minute stands for more rows of traffic than one of a quiet minute. Each pair has a
/// draw that depends on its id and row alone, divided by its weight; those with the least are kept, and of them only those below the one
/// that the heaviest is sure to be below (sequential Poisson sampling; Ohlsson 1998). So each is kept with a probability in proportion to its weight: what is left is a
/// uniform sample of the traffic that outcomes came for, however many pairs there are, and scores and intervals of it need no weights.
/// </summary>
internal sealed class PairThinning(int maxCount)
{
    // Below this, all rows stand for as many.
    private const double Tolerance = 1.01;

    // The largest draw first.
    private readonly PriorityQueue<PairKey, double> _kept = new(Comparer<double>.Create((one, other) => other.CompareTo(one)));

    private double _least = double.PositiveInfinity;
    private double _most;

    /// <summary>How many pairs it was given.</summary>
    public int Count { get; private set; }

    public void Add(PairKey pair)
    {
        Count++;
        (_least, _most) = (Math.Min(_least, pair.Weight), Math.Max(_most, pair.Weight));
        var draw = DrawOf(pair) / pair.Weight;
        if (_kept.Count < maxCount)
            _kept.Enqueue(pair, draw);
        else
            _kept.EnqueueDequeue(pair, draw);
    }

    /// <summary>What is kept of all, in no order.</summary>
    public IReadOnlyCollection<PairKey> ToKept()
    {
        var isAlike = _most <= _least * Tolerance;
        return [.. _kept.UnorderedItems.Where(kept => isAlike || kept.Priority < 1 / _most).Select(kept => kept.Element)];
    }

    private static double DrawOf(PairKey pair) => (StableHash.Mix(StableHash.Of(pair.RequestId) ^ StableHash.Of(pair.Row)) >> 11) * (1.0 / (1UL << 53));
}
