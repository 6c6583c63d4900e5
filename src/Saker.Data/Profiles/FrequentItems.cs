using System.Runtime.InteropServices;

namespace Saker.Data.Profiles;

/// <summary>
/// The most frequent items with their counts: exact while there are at most <c>capacity</c> different ones; beyond that
/// Misra-Gries in its mergeable form (Agarwal et al., "Mergeable summaries", 2012): no count is too high, none is
/// too low by more than <see cref="MaxError"/>, which is at most rows / (capacity + 1).
/// </summary>
internal sealed class FrequentItems<T>(int capacity, IEqualityComparer<T>? comparer = null)
    where T : notnull
{
    private readonly Dictionary<T, long> _counts = new(comparer);

    public int Capacity => capacity;

    /// <summary>How much a count may be too low; 0 while exact.</summary>
    public long MaxError { get; private set; }

    public int Count => _counts.Count;

    public static FrequentItems<T> From(int capacity, IEnumerable<(T Item, long Count)> counts, long maxError, IEqualityComparer<T>? comparer = null)
    {
        var items = new FrequentItems<T>(capacity, comparer) { MaxError = maxError };
        foreach (var (item, count) in counts)
            items._counts[item] = count;
        return items;
    }

    /// <summary>As <see cref="From"/>, of parts that were stored.</summary>
    /// <exception cref="SakerException">They cannot be those of so many rows.</exception>
    public static FrequentItems<T> Checked(int capacity, IReadOnlyList<(T Item, long Count)> counts, long maxError, long rows, IEqualityComparer<T>? comparer)
    {
        var items = From(capacity, counts, maxError, comparer);
        var sum = 0L;
        foreach (var (_, count) in counts)
            sum = count < 1 || count > rows - sum ? throw ProfileFault.Wrong("frequent values have counts that the rows do not allow.") : sum + count;
        return items.Count == counts.Count && counts.Count <= capacity && maxError >= 0 && maxError <= rows ? items : throw ProfileFault.Wrong("frequent values are too many, or listed twice.");
    }

    /// <summary>Adds to the count of an item; <see cref="Settle"/> is due now and then, lest they become too many.</summary>
    public void Add(T item, long count) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, item, out _) += count;

    /// <summary>Notes that counts were taken from items before they came here.</summary>
    public void Lose(long count) => MaxError += count;

    public void Merge(FrequentItems<T> other)
    {
        foreach (var (item, count) in other._counts)
            Add(item, count);
        MaxError += other.MaxError;
        Settle();
    }

    public FrequentItems<T> Clone() => From(capacity, _counts.Select(pair => (pair.Key, pair.Value)), MaxError, _counts.Comparer);

    /// <summary>The most frequent first, equals by their order.</summary>
    public IEnumerable<(T Item, long Count)> Ranked(IComparer<T> order)
    {
        Settle();
        return _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, order).Select(pair => (pair.Key, pair.Value));
    }

    /// <summary>Takes the count of the first item that has no room from all; what is left without a count goes.</summary>
    public void Settle()
    {
        if (_counts.Count <= capacity)
            return;
        var taken = Threshold([.. _counts.Values], capacity);
        foreach (var (item, count) in _counts)
        {
            if (count <= taken)
                _counts.Remove(item);
            else
                _counts[item] = count - taken;
        }
        MaxError += taken;
    }

    /// <summary>What must be taken from all counts so that at most so many are left: the largest of those that have no room; 0 when all have. Sorts the counts.</summary>
    public static long Threshold(Span<long> counts, int room)
    {
        if (counts.Length <= room)
            return 0;
        counts.Sort();
        return counts[^(room + 1)];
    }
}
