using Saker.Data;

namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>A row with some columns changed, by their places.</summary>
internal sealed record ChangedRow(IReadOnlyList<(int Column, object? To)> Changes, double Cost)
{
    public string Key { get; } = string.Join(',', Changes.Select(change => change.Column));

    /// <summary>Rows for the model: numbers as float64, which it takes for every number.</summary>
    public static Table Table(IReadOnlyList<ColumnMoves> columns, IReadOnlyList<ChangedRow> rows) => new(columns.Select<ColumnMoves, Column>((column, place) =>
    {
        var cells = rows.Select(row => row.Changes.Where(change => change.Column == place).Select(change => change.To).DefaultIfEmpty(column.From).First()).ToArray();
        return column.IsNumber
            ? Column.OfNumbers(column.Name, [.. cells.Select(cell => cell is double number ? number : double.NaN)])
            : Column.OfText(column.Name, [.. cells.Select(cell => cell as string)]);
    }));
}
