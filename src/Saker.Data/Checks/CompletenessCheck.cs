using System.Globalization;
using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>At least a given share of the column's values is there: the other way round than <see cref="NullShareCheck"/>.</summary>
public sealed record CompletenessCheck : ConditionalCheck
{
    internal const string Kind = "completeness";

    public CompletenessCheck(string column) => Column = column;

    /// <summary>From 0 to 1.</summary>
    public required double Min { get; init; }

    public override string Name => Kind;

    public override string Description => FormattableString.Invariant($"at least a share of {Min} of {Column} is there");

    internal static CompletenessCheck Create(Settings settings)
    {
        var min = settings.OptionalNumber("min", 0, 1);
        if (!settings.Has("min"))
            settings.Report("min", "give the smallest share that must be there, from 0 to 1.");
        return new CompletenessCheck(settings.Text("column")) { Min = min ?? 0 };
    }

    internal override CheckPlan Plan(CheckContext context) =>
        new TablePlan([$"count(*){context.Filter}", context.Count(context.Columns[0].IsMissing)], measured => Judge(measured.Count(0), measured.Count(0) - measured.Count(1)));

    private Verdict Judge(long rows, long present)
    {
        var seen = rows == 0 ? "there are no rows" : string.Create(CultureInfo.InvariantCulture, $"{present} of {rows} values are there, a share of {(double)present / rows:0.####}");
        return new Verdict(rows == 0 || (double)present / rows >= Min ? null : FormattableString.Invariant($"{seen}; at least {Min} is needed"), seen);
    }
}
