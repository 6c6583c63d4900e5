namespace Saker.Learning.Behaviour;

/// <summary>A cell of a row.</summary>
public sealed record RowValue
{
    public required string Column { get; init; }

    /// <summary>Null is a missing value.</summary>
    public object? Value { get; init; }
}
