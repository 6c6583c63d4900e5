using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Models;

/// <summary>
/// How raw columns enter a model's graph: one tensor of shape [N, 1] per column, named as the column. Numbers and booleans are
/// float64 with NaN for missing; text is a string tensor with "" for missing.
/// </summary>
public static class ModelInputs
{
    /// <summary>The element type of a column's tensor, or null where a model cannot take the column as it is (dates, timestamps).</summary>
    public static ElementType? Find(ColumnType type) => type switch
    {
        ColumnType.Text => ElementType.Text,
        _ when type.IsNumeric() => ElementType.Float64,
        _ => null,
    };

    /// <summary>The column as the tensor that the graph takes.</summary>
    /// <exception cref="SakerException">The column is a date or a timestamp.</exception>
    public static Tensor ToTensor(Column column) => column is Column<string> text
        ? Tensor.Of(Texts(text), column.Length, 1)
        : Tensor.Of(column.Type.IsNumeric() ? column.ToFloat64() : throw NotTaken(column.Schema), column.Length, 1);

    /// <summary>Declares the graph's inputs, in order.</summary>
    public static IReadOnlyDictionary<string, Value> Declare(GraphBuilder graph, IReadOnlyList<ColumnSchema> columns) =>
        columns.ToDictionary(column => column.Name, column => graph.Input(column.Name, Find(column.Type) ?? throw NotTaken(column), -1, 1), StringComparer.Ordinal);

    /// <summary>The tensors of the given columns, found in the rows by name.</summary>
    /// <exception cref="SakerException">Columns are missing or of another kind; all are reported.</exception>
    public static IReadOnlyDictionary<string, Tensor> Feed(Table rows, IReadOnlyList<ColumnSchema> columns)
    {
        var problems = new List<Problem>();
        var feed = new Dictionary<string, Tensor>(columns.Count, StringComparer.Ordinal);
        foreach (var wanted in columns)
        {
            if (rows.Find(wanted.Name) is not { } column)
                problems.Add(new Problem(wanted.Name, $"this {wanted.Type.Name()} column is missing."));
            else if (column.NullCount == column.Length && column.Length > 0)
                feed[wanted.Name] = AllMissing(wanted, column.Length);
            else if (Find(column.Type) != Find(wanted.Type))
                problems.Add(new Problem(wanted.Name, $"the column is {column.Type.Name()}; {wanted.Type.Name()} is needed."));
            else
                feed[wanted.Name] = ToTensor(column);
        }
        return problems.Count == 0 ? feed : throw new SakerException(ErrorKind.InvalidInput, "The rows do not have the columns that the model takes.", problems);
    }

    // A column of nothing but nulls, as a request may hold, has no type of its own.
    private static Tensor AllMissing(ColumnSchema wanted, int rowCount) => wanted.Type == ColumnType.Text
        ? Tensor.Of(Enumerable.Repeat("", rowCount).ToArray(), rowCount, 1)
        : Tensor.Of(Enumerable.Repeat(double.NaN, rowCount).ToArray(), rowCount, 1);

    /// <summary>The texts of a column, "" where missing.</summary>
    internal static string[] Texts(Column<string> column)
    {
        var texts = column.Values.ToArray();
        if (column.NullCount > 0)
        {
            for (var i = 0; i < texts.Length; i++)
                if (column.IsNull(i))
                    texts[i] = "";
        }
        return texts;
    }

    internal static SakerException NotTaken(ColumnSchema column) =>
        new(ErrorKind.InvalidInput, $"Column '{column.Name}' is a {column.Type.Name()}, which a model cannot take as it is: leave it out with 'transform: drop', or derive a number or a text from it before the pipeline reads it.", column.Name);
}
