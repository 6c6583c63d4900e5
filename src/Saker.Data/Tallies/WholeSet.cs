using System.Runtime.CompilerServices;

namespace Saker.Data.Tallies;

/// <summary>A set of whole numbers with a bit for each, in pages that are made where numbers are. Thread-safe.</summary>
internal sealed class WholeSet
{
    private const int PageBits = 16;
    private const int WordBits = 6;
    private const int MaxPages = 1 << 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, ulong[]> _pages = [];
    private long _count;
    private bool _isFull;

    /// <summary>How many; null when they lie too far apart.</summary>
    public long? Count
    {
        get
        {
            lock (_gate)
                return _isFull ? null : _count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<long> wholes)
    {
        lock (_gate)
        {
            var (page, words) = (0L, Array.Empty<ulong>());
            foreach (var whole in wholes)
            {
                if (words.Length == 0 || whole >> PageBits != page)
                    (page, words) = (whole >> PageBits, Page_NeedsLock(whole >> PageBits));
                if (_isFull)
                    return;
                ref var word = ref words[(whole >> WordBits) & ((1 << (PageBits - WordBits)) - 1)];
                var bit = 1UL << (int)(whole & ((1 << WordBits) - 1));
                _count += (word & bit) == 0 ? 1 : 0;
                word |= bit;
            }
        }
    }

    private ulong[] Page_NeedsLock(long page)
    {
        if (_pages.TryGetValue(page, out var words))
            return words;
        _isFull = _isFull || _pages.Count == MaxPages;
        return _isFull ? [] : _pages[page] = new ulong[1 << (PageBits - WordBits)];
    }
}
