using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every value of the column is one of a few. Numbers are compared as numbers, texts to the letter; missing values are left out.</summary>
public sealed record InSetCheck : Check
{
    internal const string Kind = "in_set";

    private readonly string[] _values;

    public InSetCheck(string column, params IEnumerable<string> values)
    {
        Column = column;
        _values = [.. values];
    }

    public IReadOnlyList<string> Values => _values;

    public override string Name => Kind;

    public override string Description => $"{Column} is one of {Words.List(_values)}";

    public bool Equals(InSetCheck? other) => base.Equals(other) && _values.AsSpan().SequenceEqual(other._values);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), _values.Length);

    internal static InSetCheck Create(Settings settings)
    {
        var check = new InSetCheck(settings.Text("column"), settings.Texts("values"));
        if (check.Values.Count == 0)
            settings.Report("values", "list the values that are allowed.");
        return check;
    }

    internal override CheckPlan Plan(IReadOnlyList<CheckColumn> columns)
    {
        var column = columns[0];
        var (value, allowed) = column.Type switch
        {
            ColumnType.Boolean => ($"CAST({column.Value} AS VARCHAR)", _values.Select(text => SqlText.Literal(text.ToLowerInvariant()))),
            var type when type.IsNumeric() => (column.Value, Numbers().Select(SqlText.Number)),
            ColumnType.Text => (column.Value, _values.Select(SqlText.Literal)),
            _ => (column.Text, _values.Select(SqlText.Literal)),
        };
        var list = string.Join(", ", allowed);
        var violated = list.Length == 0 ? $"{value} IS NOT NULL" : $"{value} NOT IN ({list})";
        return new RowPlan(violated, column, text => $"{Words.Quote(text)} is not one of {Words.List(_values)}");
    }

    /// <summary>The allowed values that are numbers; others cannot occur in a column of numbers.</summary>
    private IEnumerable<double> Numbers()
    {
        foreach (var value in _values)
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                yield return number;
    }
}
