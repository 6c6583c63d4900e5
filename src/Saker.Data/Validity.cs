namespace Saker.Data;

/// <summary>
/// Which rows of a column have a value: one bit a row, set when the value is there. An empty bitmap means that all are there.
/// </summary>
public readonly struct Validity
{
    private readonly ReadOnlyMemory<ulong> _words;

    /// <param name="words">Bit <c>i</c> of the column is bit <c>i % 64</c> of word <c>i / 64</c>.</param>
    public Validity(ReadOnlyMemory<ulong> words) => _words = words;

    /// <summary>Every row has a value.</summary>
    public static Validity All => default;

    public bool IsAll => _words.IsEmpty;

    public ReadOnlySpan<ulong> Words => _words.Span;

    public bool this[int row] => _words.IsEmpty || (_words.Span[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>How many of the first <paramref name="length"/> rows have no value.</summary>
    public int CountMissing(int length)
    {
        if (_words.IsEmpty)
            return 0;
        var present = 0;
        var words = _words.Span;
        for (var i = 0; i < length >> 6; i++)
            present += System.Numerics.BitOperations.PopCount(words[i]);
        if ((length & 63) is > 0 and var rest)
            present += System.Numerics.BitOperations.PopCount(words[length >> 6] & ((1UL << rest) - 1));
        return length - present;
    }

    /// <summary>Builds the bitmap from a test per row; gives <see cref="All"/> when nothing is missing.</summary>
    public static Validity From(int length, Func<int, bool> isPresent)
    {
        var words = new ulong[(length + 63) / 64];
        var missing = false;
        for (var i = 0; i < length; i++)
        {
            if (isPresent(i))
                words[i >> 6] |= 1UL << (i & 63);
            else
                missing = true;
        }
        return missing ? new Validity(words) : All;
    }
}
