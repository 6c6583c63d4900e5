using System.Globalization;
using Saker.Data.Checks.Running;
using Saker.Data.Engine;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>Every number of the column lies between two bounds. Missing values are left out; a text that is no number breaks it.</summary>
public sealed record RangeCheck : RowCheck
{
    internal const string Kind = "range";

    public RangeCheck(string column) => Column = column;

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Whether <see cref="Min"/> itself is outside.</summary>
    public bool StrictMin { get; init; }

    /// <summary>Whether <see cref="Max"/> itself is outside.</summary>
    public bool StrictMax { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} is {Expected}";

    private string Expected => (StrictMin || StrictMax) switch
    {
        false => Bounds.Describe(Min, Max),
        _ => string.Join(" and ", new[]
        {
            Min is { } low ? $"{(StrictMin ? "above" : "at least")} {Words.Number(low)}" : null,
            Max is { } high ? $"{(StrictMax ? "below" : "at most")} {Words.Number(high)}" : null,
        }.OfType<string>()),
    };

    internal static RangeCheck Create(Settings settings)
    {
        var check = new RangeCheck(settings.Text("column"))
        {
            Min = settings.OptionalNumber("min"),
            Max = settings.OptionalNumber("max"),
            StrictMin = settings.Flag("strict_min", false),
            StrictMax = settings.Flag("strict_max", false),
        };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }

    internal override CellTest? Test => new RangeTest(Min, Max, StrictMin, StrictMax);

    internal override CheckPlan Plan(CheckContext context)
    {
        var column = context.Columns[0];
        if (!column.Type.IsNumeric() && column.Type != ColumnType.Text)
            throw CheckContext.Unfit(column, "a range needs a number");
        var number = column.Type switch
        {
            ColumnType.Text => SqlCells.Cast(SqlCells.Trim(column.Value), ColumnType.Float64),
            ColumnType.Boolean => $"CAST({column.Value} AS INTEGER)",
            _ => column.Value,
        };
        var outside = Bounds.Outside(number, Min, Max, StrictMin, StrictMax, column.Type);
        // A cell that does not fit a declared type is a violation of that type already, hence not of the range.
        var violated = column.Type == ColumnType.Text ? $"({column.Value} IS NOT NULL AND ({number} IS NULL OR {outside}))" : outside;
        return new RowPlan(context, violated, column, Explain);
    }

    private string Explain(string? value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return bool.TryParse(value, out _) ? $"{value} is not {Expected}" : $"{Words.Quote(value)} is not a number";
        if (number == Min || number == Max)
            return $"{value} is not {Expected}";
        return number < Min
            ? FormattableString.Invariant($"{value} is below the minimum {Min}")
            : FormattableString.Invariant($"{value} is above the maximum {Max}");
    }
}
