using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Fairness;

/// <summary>What must not decide over people: one column, or several together, whose groups are then every combination that occurs.</summary>
public sealed record ProtectedAttribute
{
    /// <summary>One, or more for an intersection.</summary>
    public required IReadOnlyList<ProtectedColumn> Columns { get; init; }

    /// <summary>The group that the others are compared with; null for the largest. Of an intersection the parts are joined by a comma and a space.</summary>
    public string? Privileged { get; init; }

    /// <summary>What reports and limits call it: <c>sex</c>, <c>sex and race</c>.</summary>
    public string Name => string.Join(" and ", Columns.Select(column => column.Column));

    public bool IsIntersection => Columns.Count > 1;

    public bool Equals(ProtectedAttribute? other) => other is not null && Privileged == other.Privileged && Columns.SequenceEqual(other.Columns);

    public override int GetHashCode() => HashCode.Combine(Privileged, Name);

    public override string ToString() => string.Join("*", Columns) + (Privileged is null ? "" : $"={Privileged}");

    /// <summary>The groups of one column.</summary>
    public static ProtectedAttribute Of(string column, double? over = null, string? privileged = null) =>
        new() { Columns = [new ProtectedColumn { Column = column, Over = over }], Privileged = privileged };

    /// <summary>
    /// Reads what a command line says: <c>sex</c>, <c>age>25</c> (two groups of a number), <c>sex*race</c> (both together), each with <c>=GROUP</c> behind it to
    /// state the privileged group. A column whose name has one of these characters is declared in a file.
    /// </summary>
    /// <exception cref="SakerException">The text is nothing of that.</exception>
    public static ProtectedAttribute Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var (columns, privileged) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        var parts = columns.Split('*', StringSplitOptions.TrimEntries);
        return privileged is { Length: 0 } || parts.Any(part => part.Length == 0)
            ? throw Wrong(text)
            : new ProtectedAttribute { Columns = [.. parts.Select(part => ParseColumn(part, text))], Privileged = privileged };
    }

    private static ProtectedColumn ParseColumn(string part, string text)
    {
        var at = part.IndexOf('>', StringComparison.Ordinal);
        if (at < 0)
            return new ProtectedColumn { Column = part };
        return at > 0 && double.TryParse(part[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var over) && double.IsFinite(over)
            ? new ProtectedColumn { Column = part[..at].TrimEnd(), Over = over }
            : throw Wrong(text);
    }

    private static SakerException Wrong(string text) =>
        new(ErrorKind.InvalidInput, $"'{text}' is no protected attribute; write it as sex, age>25, sex*race or sex=Male.", "protected");
}
