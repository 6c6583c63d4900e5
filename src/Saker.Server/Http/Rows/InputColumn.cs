using System.Text;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Server.Http.Rows;

/// <summary>One input of a signature with what reading it needs.</summary>
internal sealed class InputColumn
{
    // More categories than a person reads.
    private const int MaxQuoted = 20;

    /// <param name="column">What training saw.</param>
    /// <param name="tensor">The position of its tensor among the model's inputs; -1 when the model does not use it.</param>
    public InputColumn(SignatureColumn column, int tensor)
    {
        Name = column.Name;
        Utf8Name = Encoding.UTF8.GetBytes(column.Name);
        Type = column.Type;
        Tensor = tensor;
        Expected = Describe(column);
    }

    public string Name { get; }

    public byte[] Utf8Name { get; }

    public ColumnType Type { get; }

    public int Tensor { get; }

    /// <summary>What would be right, for messages: <c>a number</c>, <c>one of "a", "b"</c>.</summary>
    public string Expected { get; }

    private static string Describe(SignatureColumn column)
    {
        var expected = column.Type switch
        {
            ColumnType.Boolean => "true or false",
            ColumnType.Int32 or ColumnType.Int64 => "a whole number",
            ColumnType.Float32 or ColumnType.Float64 => "a number",
            _ when column.Categories is { Count: > 0 } categories => "one of " + string.Join(", ", categories.Take(MaxQuoted).Select(category => $"\"{category}\""))
                + (categories.Count > MaxQuoted ? $" and {categories.Count - MaxQuoted} more" : ""),
            _ => "a text",
        };
        return column.Nullable ? expected + ", or null" : expected;
    }
}
