using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The number of rows lies between two bounds, both included.</summary>
public sealed record RowCountCheck : ConditionalCheck
{
    internal const string Kind = "row_count";

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"the number of rows is {Bounds.Describe(Min, Max)}";

    internal override string Advice => "Find out which rows are missing or too many; if the number is right, move the bounds.";

    internal static RowCountCheck Create(Settings settings)
    {
        var exact = settings.OptionalNumber("equals", 0);
        var check = new RowCountCheck { Min = exact ?? settings.OptionalNumber("min", 0), Max = exact ?? settings.OptionalNumber("max", 0) };
        if (!settings.Has("equals"))
            Bounds.Require(settings, check.Min, check.Max);
        else if (settings.Has("min") || settings.Has("max"))
            settings.Report("equals", "give 'equals', or 'min' and 'max', not both.");
        return check;
    }

    internal override CheckPlan Plan(CheckContext context) => new TablePlan([$"count(*){context.Filter}"], measured =>
    {
        var rows = measured.Count(0);
        var seen = rows == 1 ? "there is 1 row" : FormattableString.Invariant($"there are {rows} rows");
        return new Verdict(rows < Min || rows > Max ? $"{seen}, not {Bounds.Describe(Min, Max)}" : null, seen);
    });
}
