namespace Saker.Data.Profiles;

/// <summary>What version 1 of the format did not have about texts: how long they are, and of which characters.</summary>
internal sealed class TextShape
{
    private readonly long[] _containing = new long[CharacterClasses.Count];
    private readonly long[] _only = new long[CharacterClasses.Count];

    /// <summary>Characters in all texts.</summary>
    public long CharacterCount { get; private set; }

    public Histogram Lengths { get; private init; } = new(1, 0);

    /// <summary>Texts with at least one character of a class.</summary>
    public ReadOnlySpan<long> Containing => _containing;

    /// <summary>Texts of characters of this class alone.</summary>
    public ReadOnlySpan<long> Only => _only;

    /// <summary>Null when the parts cannot be those of so many texts.</summary>
    public static TextShape? From(long texts, long characters, Histogram? lengths, ReadOnlySpan<long> containing, ReadOnlySpan<long> only)
    {
        if (characters < 0 || lengths is null || lengths.Sum() != texts || containing.Length != CharacterClasses.Count || only.Length != CharacterClasses.Count)
            return null;
        for (var i = 0; i < containing.Length; i++)
            if (only[i] < 0 || only[i] > containing[i] || containing[i] > texts)
                return null;
        var shape = new TextShape { CharacterCount = characters, Lengths = lengths };
        containing.CopyTo(shape._containing);
        only.CopyTo(shape._only);
        return shape;
    }

    /// <param name="characters">Of the text.</param>
    /// <param name="classes">A bit for each class in it.</param>
    /// <param name="count">How often the text occurs.</param>
    public void Add(int characters, byte classes, long count)
    {
        CharacterCount += characters * count;
        Lengths.Add(characters, count);
        for (int rest = classes, i = 0; rest != 0; rest >>= 1, i++)
            _containing[i] += (rest & 1) * count;
        if (byte.IsPow2(classes))
            _only[byte.Log2(classes)] += count;
    }

    public void Merge(TextShape other)
    {
        CharacterCount += other.CharacterCount;
        Lengths.Merge(other.Lengths);
        for (var i = 0; i < _containing.Length; i++)
        {
            _containing[i] += other._containing[i];
            _only[i] += other._only[i];
        }
    }

    public TextShape Clone()
    {
        var clone = new TextShape();
        clone.Merge(this);
        return clone;
    }
}
