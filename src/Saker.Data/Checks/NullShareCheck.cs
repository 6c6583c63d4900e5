using System.Globalization;

namespace Saker.Data.Checks;

/// <summary>At most a given share of the column's values is missing.</summary>
public sealed record NullShareCheck : Check
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

    internal override CheckPlan Plan(IReadOnlyList<CheckColumn> columns) =>
        new TablePlan($"count(*) FILTER (WHERE {columns[0].Text} IS NULL)", Judge);

    private string? Judge(double missing, long rows) => rows == 0 || missing / rows <= Max
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{missing:0} of {rows} values are missing, a share of {missing / rows:0.####}; at most {Max} is allowed");
}
