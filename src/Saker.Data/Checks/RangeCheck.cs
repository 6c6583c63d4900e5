using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every number of the column lies between two bounds, both included. Missing values are left out; a text that is no number breaks it.</summary>
public sealed record RangeCheck : Check
{
    internal const string Kind = "range";

    public RangeCheck(string column) => Column = column;

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} is {Bounds.Describe(Min, Max)}";

    internal static RangeCheck Create(Settings settings)
    {
        var check = new RangeCheck(settings.Text("column")) { Min = settings.OptionalNumber("min"), Max = settings.OptionalNumber("max") };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }

    internal override CheckPlan Plan(IReadOnlyList<CheckColumn> columns)
    {
        var column = columns[0];
        if (!column.Type.IsNumeric() && column.Type != ColumnType.Text)
            return new UnfitPlan($"is {column.Type.Name()}; a range needs a number");
        var number = column.Type == ColumnType.Text ? SqlCells.Cast(SqlCells.Trim(column.Value), ColumnType.Float64) : column.Value;
        var outside = Bounds.Outside(column.Type == ColumnType.Boolean ? $"CAST({number} AS INTEGER)" : number, Min, Max);
        // A cell that does not fit a declared type is a violation of that type already, hence not of the range.
        var violated = column.Type == ColumnType.Text ? $"({column.Value} IS NOT NULL AND ({number} IS NULL OR {outside}))" : outside;
        return new RowPlan(violated, column, Explain);
    }

    private string Explain(string? value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return bool.TryParse(value, out _) ? $"{value} is not {Bounds.Describe(Min, Max)}" : $"{Words.Quote(value)} is not a number";
        return number < Min
            ? FormattableString.Invariant($"{value} is below the minimum {Min}")
            : FormattableString.Invariant($"{value} is above the maximum {Max}");
    }
}
