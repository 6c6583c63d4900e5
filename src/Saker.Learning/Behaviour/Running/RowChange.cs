using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Running;

/// <summary>What differs between two rows, and how much.</summary>
internal sealed class RowChange(IReadOnlyList<SignatureColumn> inputs)
{
    public IReadOnlyList<int> Columns(RowPair pair) => [.. Enumerable.Range(0, inputs.Count).Where(column => !Equals(pair.Before.Cells[column], pair.After.Cells[column]))];

    public int Count(RowPair pair) => Columns(pair).Count;

    public double Size(RowPair pair) => Columns(pair).Sum(column => Size(column, pair.Before.Cells[column], pair.After.Cells[column]));

    public CounterExample Example(RowPair pair, double before, double after) => new()
    {
        Origin = pair.Before.Origin,
        Changes = [.. Columns(pair).Select(column => new ChangedValue { Column = inputs[column].Name, From = pair.Before.Cells[column], To = pair.After.Cells[column] })],
        Before = before,
        After = after,
        Size = Size(pair),
        Row = [.. inputs.Select((input, column) => new RowValue { Column = input.Name, Value = pair.Before.Cells[column] })],
    };

    private double Size(int column, object? from, object? to)
    {
        if (from is not double left || to is not double right)
            return 1;
        var range = (inputs[column].Max ?? 0) - (inputs[column].Min ?? 0);
        return Math.Abs(right - left) / (range > 0 ? range : Math.Max(1, Math.Abs(left)));
    }
}
