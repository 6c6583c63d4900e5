using System.Text.Json;

namespace Saker.Data.Sources;

/// <summary>Takes the values of a record, one after another.</summary>
internal abstract class JsonFields(JsonSource source)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <exception cref="SakerException">A name stands twice, or a text is none.</exception>
    public void Take(JsonRecords records)
    {
        _seen.Clear();
        var reader = new Utf8JsonReader(records.Bytes, new JsonReaderOptions { MaxDepth = source.MaxDepth + 1 });
        try
        {
            reader.Read();
            TakeObject(records, ref reader, "");
        }
        catch (InvalidOperationException e)
        {
            throw records.RecordError("a text holds bytes that are not UTF-8, or half a letter (\\ud800); save the file in UTF-8.", e);
        }
    }

    /// <summary>A value that is no object to be taken apart; the reader stands on it.</summary>
    protected abstract void Value(JsonRecords records, string name, ref Utf8JsonReader reader);

    private void TakeObject(JsonRecords records, ref Utf8JsonReader reader, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = prefix + reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && source.Nesting == JsonNesting.Columns)
            {
                TakeObject(records, ref reader, name + ".");
                continue;
            }
            if (name.Length == 0)
                throw records.RecordError("a value has no name; name it.");
            if (!_seen.Add(name))
                throw records.RecordError($"the name '{name}' stands twice in it; names must be unique.");
            Value(records, name, ref reader);
        }
    }
}
