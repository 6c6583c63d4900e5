using System.Globalization;
using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>At most a given share of the column's values is missing.</summary>
public sealed record NullShareCheck : ConditionalCheck
{
    internal const string Kind = "null_share";

    public NullShareCheck(string column) => Column = column;

    /// <summary>From 0 to 1.</summary>
    public required double Max { get; init; }

    public override string Name => Kind;

    public override string Description => FormattableString.Invariant($"at most a share of {Max} of {Column} is missing");

    internal static NullShareCheck Create(Settings settings)
    {
        var max = settings.OptionalNumber("max", 0, 1);
        if (!settings.Has("max"))
            settings.Report("max", "give the largest share that may be missing, from 0 to 1.");
        return new NullShareCheck(settings.Text("column")) { Max = max ?? 0 };
    }

    internal override CheckPlan Plan(CheckContext context) =>
        new TablePlan([$"count(*){context.Filter}", context.Count(context.Columns[0].IsMissing)], measured => Judge(measured.Count(0), measured.Count(0) - measured.Count(1)));

    private Verdict Judge(long rows, long present)
    {
        var missing = rows - present;
        var seen = rows == 0 ? "there are no rows" : string.Create(CultureInfo.InvariantCulture, $"{missing} of {rows} values are missing, a share of {(double)missing / rows:0.####}");
        return new Verdict(rows == 0 || (double)missing / rows <= Max ? null : FormattableString.Invariant($"{seen}; at most {Max} is allowed"), seen);
    }
}
