using System.Text.Json;

namespace Saker.Server.Http.Rows;

/// <summary>Texts; where training listed the texts it saw, another one is refused. Empty text is a missing value, as in the graph.</summary>
internal sealed class TextColumnBuilder(InputColumn column, ProblemList problems) : ColumnBuilder<string>(column, problems)
{
    private const int MaxStackChars = 256;

    protected override string Missing => "";

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            Fault(ref reader);
        else if (reader.ValueSpan.IsEmpty)
            AddMissing();
        else if (Find(ref reader) is { } text)
            Store(text);
        else
            Fault(Column.HasKnown ? $"is {JsonTexts.Quote(ref reader)}, which training never saw; give {Column.Expected}." : "is no valid Unicode text.", ref reader);
    }

    private string? Find(ref Utf8JsonReader reader)
    {
        if (!Column.HasKnown)
            return JsonTexts.Find(ref reader);
        if (reader.ValueSpan.Length > MaxStackChars)
            return JsonTexts.Find(ref reader) is { } text && Column.Known.TryGetValue(text, out var known) ? known : null;
        Span<char> chars = stackalloc char[MaxStackChars];
        return JsonTexts.TryCopy(ref reader, chars, out var length) && Column.Known.TryGetValue(chars[..length], out var found) ? found : null;
    }
}
