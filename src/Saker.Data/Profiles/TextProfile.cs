namespace Saker.Data.Profiles;

/// <summary>The texts of a column.</summary>
public sealed class TextProfile
{
    internal TextProfile(int minLength, int maxLength, IReadOnlyList<TextCount> top, long maxCountError)
    {
        MinLength = minLength;
        MaxLength = maxLength;
        Top = top;
        MaxCountError = maxCountError;
    }

    /// <summary>Characters (Unicode code points) in the shortest text; 0 when there are none.</summary>
    public int MinLength { get; }

    /// <summary>Characters in the longest text.</summary>
    public int MaxLength { get; }

    /// <summary>The most frequent texts, at most 128, the most frequent first. Texts of more than 200 characters are counted by their beginning.</summary>
    public IReadOnlyList<TextCount> Top { get; }

    /// <summary>How much a count in <see cref="Top"/> may be too low; none is too high. 0 when all different texts are there with their exact counts.</summary>
    public long MaxCountError { get; }

    /// <summary>Whether <see cref="Top"/> holds every text with its exact count.</summary>
    public bool IsExact => MaxCountError == 0;
}
