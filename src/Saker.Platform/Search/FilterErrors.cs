using Saker.Data;

namespace Saker.Platform.Search;

/// <summary>What is told of a filter or an order that cannot be understood.</summary>
internal static class FilterErrors
{
    public static SakerException At(string what, int position, string message) =>
        new(ErrorKind.InvalidInput, $"Invalid {what} at position {position}: {message}", what) { Position = position };

    /// <exception cref="SakerException">It holds U+0000, which PostgreSQL does not keep, or half of a surrogate pair, which no database does.</exception>
    public static void CheckCharacters(string what, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                throw At(what, i + 1, "it must not hold the character U+0000.");
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                throw At(what, i + 1, "it is not valid Unicode.");
            i++;
        }
    }
}
