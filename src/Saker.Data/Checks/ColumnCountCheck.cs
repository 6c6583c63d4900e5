using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The number of columns lies between two bounds, both included.</summary>
public sealed record ColumnCountCheck : Check
{
    internal const string Kind = "column_count";

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"the number of columns is {Bounds.Describe(Min, Max)}";

    internal static ColumnCountCheck Create(Settings settings)
    {
        var check = new ColumnCountCheck { Min = settings.OptionalNumber("min", 0), Max = settings.OptionalNumber("max", 0) };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var count = context.Schema.Count;
        return new KnownPlan(count < Min || count > Max ? [(null, $"there {(count == 1 ? "is 1 column" : FormattableString.Invariant($"are {count} columns"))}, not {Bounds.Describe(Min, Max)}")] : []);
    }
}
