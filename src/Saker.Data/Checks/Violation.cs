namespace Saker.Data.Checks;

/// <summary>One place where the data break a check.</summary>
public sealed record Violation
{
    /// <summary>The data row, counted from 1 below the header; null when the check is about the whole table.</summary>
    public long? Row { get; init; }

    /// <summary>The column at fault; null when the check is about rows as such.</summary>
    public string? Column { get; init; }

    /// <summary>The value as it was read, null when it is missing or the check is about no single cell.</summary>
    public string? Value { get; init; }

    /// <summary>The name of the check, or <c>schema</c> or <c>type</c> for what every source promises.</summary>
    public required string Rule { get; init; }

    /// <summary>What the user calls the check; null when it has no name of its own.</summary>
    public string? Check { get; init; }

    public Severity Severity { get; init; }

    /// <summary>The values of the row in the key columns of the suite, in their order, null where missing; empty when the check is about the whole table.</summary>
    public IReadOnlyList<string?> Key { get; init; } = [];

    /// <summary>What is wrong, without the place: <c>-3 is below the minimum 0</c>.</summary>
    public required string Complaint { get; init; }

    /// <summary>The place and what is wrong: <c>row 17, column tenure: -3 is below the minimum 0 (check range)</c>.</summary>
    public string Message => Place.Length == 0 ? $"{Complaint} (check {Rule})" : $"{Place}: {Complaint} (check {Rule})";

    public override string ToString() => Message;

    private string Place => (Row, Column) switch
    {
        ({ } row, { } column) => FormattableString.Invariant($"row {row}, column {column}"),
        ({ } row, null) => FormattableString.Invariant($"row {row}"),
        (null, { } column) => $"column {column}",
        _ => "",
    };
}
