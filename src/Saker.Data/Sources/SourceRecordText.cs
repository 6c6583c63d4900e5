namespace Saker.Data.Sources;

/// <summary>How a text file is written, as a record: what <see cref="CsvSource"/> and <see cref="JsonSource"/> read from settings.</summary>
internal static class SourceRecordText
{
    /// <summary>Null for a kind that has no settings.</summary>
    public static SortedDictionary<string, object>? Describe(TextFileSource source)
    {
        var settings = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["max_record_bytes"] = source.MaxRecordBytes,
            ["max_expansion"] = source.MaxExpansion,
        };
        if (source.Encoding is { } encoding)
            settings["encoding"] = encoding;
        switch (source)
        {
            case CsvSource csv:
                Add(csv, settings);
                return settings;
            case JsonSource json:
                settings["json"] = Path.GetFullPath(json.Path);
                settings["nested"] = json.Nesting == JsonNesting.Text ? "text" : "columns";
                settings["max_depth"] = json.MaxDepth;
                return settings;
            default:
                return null;
        }
    }

    private static void Add(CsvSource csv, SortedDictionary<string, object> settings)
    {
        settings["csv"] = Path.GetFullPath(csv.Path);
        settings["missing"] = csv.Missing;
        settings["header"] = csv.HasHeader;
        settings["quoted"] = csv.Quote is not null;
        settings["decimal"] = csv.Decimal.ToString();
        Set("delimiter", csv.Delimiter);
        Set("quote", csv.Quote);
        Set("escape", csv.Escape);
        Set("comment", csv.Comment);
        Set("thousands", csv.Thousands);

        void Set(string key, char? mark)
        {
            if (mark is { } character)
                settings[key] = character.ToString();
        }
    }
}
