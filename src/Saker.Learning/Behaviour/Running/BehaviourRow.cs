namespace Saker.Learning.Behaviour.Running;

/// <summary>A row of inputs: numbers as double, texts, booleans; null where missing. Its cells are never changed.</summary>
internal sealed record BehaviourRow(string Origin, object?[] Cells)
{
    public BehaviourRow With(int column, object? value)
    {
        object?[] cells = [.. Cells];
        cells[column] = value;
        return this with { Cells = cells };
    }
}
