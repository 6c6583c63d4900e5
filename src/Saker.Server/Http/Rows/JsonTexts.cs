using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Saker.Server.Http.Rows;

/// <summary>Texts out of a JSON reader without throwing on broken UTF-8 or lone surrogates, which the reader lets pass until it is asked for the text.</summary>
internal static class JsonTexts
{
    // What a message quotes of a value at most.
    private const int MaxQuotedBytes = 48;

    /// <summary>Whether the text that the reader stands on is valid Unicode.</summary>
    public static bool IsUnicode(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? Find(ref reader) is not null : Utf8.IsValid(reader.ValueSpan);

    /// <summary>The text, or null when it is no valid Unicode.</summary>
    public static string? Find(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The value as a message quotes it, cut when long.</summary>
    public static string Quote(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"the text \"{Cut(reader.ValueSpan)}\"",
        _ => Cut(reader.ValueSpan),
    };

    private static string Cut(ReadOnlySpan<byte> value) => value.Length <= MaxQuotedBytes
        ? Encoding.UTF8.GetString(value)
        : Encoding.UTF8.GetString(value[..MaxQuotedBytes]) + "...";
}
