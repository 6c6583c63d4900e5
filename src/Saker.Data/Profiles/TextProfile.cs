namespace Saker.Data.Profiles;

/// <summary>The texts of a column.</summary>
public sealed class TextProfile
{
    internal TextProfile(int minLength, int maxLength, IReadOnlyList<TextCount> top, long maxCountError, TextShape? shape)
    {
        MinLength = minLength;
        MaxLength = maxLength;
        Top = top;
        MaxCountError = maxCountError;
        Shape = shape;
    }

    /// <summary>Of parts that were stored.</summary>
    /// <exception cref="SakerException">They contradict each other.</exception>
    internal static TextProfile From(int minLength, int maxLength, IReadOnlyList<TextCount> top, long maxCountError, long present, TextShape? shape)
    {
        _ = FrequentItems<string>.Checked(TextState.TopCapacity, [.. top.Select(item => (item.Text, item.Count))], maxCountError, present, StringComparer.Ordinal);
        return minLength >= 0 && minLength <= maxLength
            ? new TextProfile(minLength, maxLength, top, maxCountError, shape)
            : throw ProfileFault.Wrong("the shortest and the longest text are not right.");
    }

    /// <summary>Characters (Unicode code points) in the shortest text; 0 when there are none.</summary>
    public int MinLength { get; }

    /// <summary>Characters in the longest text.</summary>
    public int MaxLength { get; }

    /// <summary>Characters in a text on average; NaN when there are none, or when the profile is of version 1.</summary>
    public double MeanLength => Shape is { } shape && shape.Lengths.Sum() is > 0 and var texts ? (double)shape.CharacterCount / texts : double.NaN;

    /// <summary>How many texts have how many characters; null when the profile is of version 1.</summary>
    public Histogram? Lengths => Shape?.Lengths;

    /// <summary>The most frequent texts, at most 128, the most frequent first. Texts of more than 200 characters are counted by their beginning.</summary>
    public IReadOnlyList<TextCount> Top { get; }

    /// <summary>How much a count in <see cref="Top"/> may be too low; none is too high. 0 when all different texts are there with their exact counts.</summary>
    public long MaxCountError { get; }

    /// <summary>Whether <see cref="Top"/> holds every text with its exact count.</summary>
    public bool IsExact => MaxCountError == 0;

    internal TextShape? Shape { get; }

    /// <summary>How many texts contain a character of a class; null when the profile is of version 1.</summary>
    public long? CountContaining(CharacterClass characters) => Shape?.Containing[(int)characters];

    /// <summary>How many texts are not empty and consist of characters of a class alone; null when the profile is of version 1.</summary>
    public long? CountOnly(CharacterClass characters) => Shape?.Only[(int)characters];
}
