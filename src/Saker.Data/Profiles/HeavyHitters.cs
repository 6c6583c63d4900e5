namespace Saker.Data.Profiles;

/// <summary>
/// The most frequent texts with their counts: exact while there are at most <see cref="Capacity"/> different ones; beyond that
/// Misra-Gries in its mergeable form (Agarwal et al., "Mergeable summaries", 2012): no count is too high, none is
/// too low by more than <see cref="MaxError"/>, which is at most rows / (Capacity + 1).
/// </summary>
internal sealed class HeavyHitters
{
    public const int Capacity = 128;

    /// <summary>Longer texts are counted by their beginning.</summary>
    public const int MaxTextLength = 200;

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>How much a count may be too low; 0 while exact.</summary>
    public long MaxError { get; private set; }

    public static HeavyHitters From(IEnumerable<TextCount> counts, long maxError)
    {
        var hitters = new HeavyHitters { MaxError = maxError };
        foreach (var (text, count) in counts)
            hitters._counts[text] = count;
        return hitters;
    }

    public void Add(string text, long count)
    {
        var key = text.Length > MaxTextLength ? Beginning(text) : text;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;
        if (_counts.Count > 2 * Capacity)
            Shrink();
    }

    public void Merge(HeavyHitters other)
    {
        foreach (var (text, count) in other._counts)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, text, out _) += count;
        MaxError += other.MaxError;
        Shrink();
    }

    public HeavyHitters Clone()
    {
        var clone = new HeavyHitters();
        clone.Merge(this);
        return clone;
    }

    /// <summary>The most frequent first, equals by their text.</summary>
    public IReadOnlyList<TextCount> Ranked()
    {
        Shrink();
        return [.. _counts.Select(pair => new TextCount(pair.Key, pair.Value)).OrderByDescending(item => item.Count).ThenBy(item => item.Text, StringComparer.Ordinal)];
    }

    private static string Beginning(ReadOnlySpan<char> text)
    {
        var length = MaxTextLength - 1;
        return string.Concat(text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)], "…");
    }

    /// <summary>Takes the count of the first text that has no room from all; what is left without a count goes.</summary>
    private void Shrink()
    {
        if (_counts.Count <= Capacity)
            return;
        var counts = _counts.Values.ToArray();
        Array.Sort(counts);
        var taken = counts[^(Capacity + 1)];
        foreach (var (text, count) in _counts)
        {
            if (count <= taken)
                _counts.Remove(text);
            else
                _counts[text] = count - taken;
        }
        MaxError += taken;
    }
}
