using System.Collections.Frozen;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Server.Http.Rows;

/// <summary>One input of a signature with what reading it needs.</summary>
internal sealed class InputColumn
{
    // More categories than a person reads.
    private const int MaxQuoted = 20;

    public InputColumn(SignatureColumn column)
    {
        Name = column.Name;
        Type = column.Type;
        Nullable = column.Nullable;
        Expected = Describe(column);
        if (column.Categories is { } categories)
        {
            Known = categories.ToFrozenDictionary(category => category, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
            HasKnown = true;
        }
    }

    public string Name { get; }

    public ColumnType Type { get; }

    public bool Nullable { get; }

    /// <summary>What would be right, for messages: <c>a number</c>, <c>one of "a", "b"</c>.</summary>
    public string Expected { get; }

    /// <summary>Whether training knows every text; then <see cref="Known"/> holds them.</summary>
    public bool HasKnown { get; }

    /// <summary>The texts seen in training: gives back the one instance, so that requests make no new strings.</summary>
    public FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Known { get; }

    private static string Describe(SignatureColumn column)
    {
        var expected = column.Type switch
        {
            ColumnType.Boolean => "true or false",
            ColumnType.Int32 or ColumnType.Int64 => "a whole number",
            ColumnType.Float32 or ColumnType.Float64 => "a number",
            ColumnType.Date => "a day such as \"2026-03-31\"",
            ColumnType.Timestamp => "an instant such as \"2026-03-31T12:00:00Z\"",
            _ when column.Categories is { Count: > 0 } categories => "one of " + string.Join(", ", categories.Take(MaxQuoted).Select(category => $"\"{category}\""))
                + (categories.Count > MaxQuoted ? $" and {categories.Count - MaxQuoted} more" : ""),
            _ => "a text",
        };
        return column.Nullable ? expected + ", or null" : expected;
    }
}
