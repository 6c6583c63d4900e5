using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Every number of the column needs a number of decimal places between two bounds, both included: 1.50 needs one, 3 none. Missing values are left out.</summary>
/// <remarks>Numbers too large to have decimal places need none.</remarks>
public sealed record DecimalsCheck : RowCheck
{
    internal const string Kind = "decimals";

    /// <summary>A double has no more than some that could be counted on.</summary>
    private const int MostPlaces = 12;

    public DecimalsCheck(string column) => Column = column;

    /// <summary>From 0 to 12.</summary>
    public int? Min { get; init; }

    /// <summary>From 0 to 12.</summary>
    public int? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} has {(Min == Max ? "" : "a number of decimal places ")}{Bounds.Describe(Min, Max)}{(Min == Max ? " decimal places" : "")}";

    internal static DecimalsCheck Create(Settings settings)
    {
        var check = new DecimalsCheck(settings.Text("column"))
        {
            Min = settings.Has("min") ? settings.Integer("min", 0, 0, MostPlaces) : null,
            Max = settings.Has("max") ? settings.Integer("max", 0, 0, MostPlaces) : null,
        };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var column = context.Columns[0];
        var number = CheckContext.Number(column, "counting decimal places");
        var parts = new List<string>(2);
        if (Min is > 0 and { } min)
            parts.Add(FormattableString.Invariant($"{number} = round({number}, {min - 1})"));
        if (Max is { } max)
            parts.Add(FormattableString.Invariant($"{number} <> round({number}, {max})"));
        return new RowPlan(context, parts.Count == 0 ? "false" : $"({string.Join(" OR ", parts)})", column, value => $"{value} has not {Bounds.Describe(Min, Max)} decimal places");
    }
}
