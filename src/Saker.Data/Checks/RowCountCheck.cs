namespace Saker.Data.Checks;

/// <summary>The number of rows lies between two bounds, both included.</summary>
public sealed record RowCountCheck : Check
{
    internal const string Kind = "row_count";

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"the number of rows is {Bounds.Describe(Min, Max)}";

    internal static RowCountCheck Create(Settings settings)
    {
        var check = new RowCountCheck { Min = settings.OptionalNumber("min", 0), Max = settings.OptionalNumber("max", 0) };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }

    internal override CheckPlan Plan(IReadOnlyList<CheckColumn> columns) => new TablePlan("0", (_, rows) => rows < Min || rows > Max
        ? FormattableString.Invariant($"there are {rows} rows, not {Bounds.Describe(Min, Max)}")
        : null);
}
