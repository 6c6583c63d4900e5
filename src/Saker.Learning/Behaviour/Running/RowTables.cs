using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Running;

/// <summary>Rows as the table that a model takes.</summary>
internal static class RowTables
{
    public static Table Of(IReadOnlyList<SignatureColumn> inputs, IReadOnlyList<object?[]> rows) => new(inputs.Select((input, column) => Of(input, rows, column)));

    private static Column Of(SignatureColumn input, IReadOnlyList<object?[]> rows, int column) => input.Type switch
    {
        ColumnType.Text => Column.OfText(input.Name, [.. rows.Select(row => (string?)row[column])]),
        ColumnType.Boolean => Typed(input.Name, rows, column, value => (bool)value),
        ColumnType.Int32 => Typed(input.Name, rows, column, value => (int)(double)value),
        ColumnType.Int64 => Typed(input.Name, rows, column, value => (long)(double)value),
        ColumnType.Float32 => Typed(input.Name, rows, column, value => (float)(double)value),
        ColumnType.Float64 => Typed(input.Name, rows, column, value => (double)value),
        _ => throw ModelInputs.NotTaken(new ColumnSchema(input.Name, input.Type)),
    };

    private static Column<T> Typed<T>(string name, IReadOnlyList<object?[]> rows, int column, Func<object, T> read)
    {
        var values = new T[rows.Count];
        for (var row = 0; row < values.Length; row++)
            if (rows[row][column] is { } value)
                values[row] = read(value);
        return new Column<T>(name, values, Validity.From(values.Length, row => rows[row][column] is not null));
    }
}
