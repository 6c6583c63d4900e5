using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Every date or timestamp of the column lies between two moments (UTC), both included. Missing values are left out.</summary>
public sealed record DateRangeCheck : RowCheck
{
    internal const string Kind = "date_range";

    public DateRangeCheck(string column) => Column = column;

    public DateTime? Min { get; init; }

    public DateTime? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} is {Expected}";

    private string Expected => (Min, Max) switch
    {
        ({ } low, { } high) => $"between {Words.Moment(low)} and {Words.Moment(high)}",
        ({ } low, null) => $"{Words.Moment(low)} or later",
        (null, { } high) => $"{Words.Moment(high)} or earlier",
        _ => "any time",
    };

    internal static DateRangeCheck Create(Settings settings)
    {
        var check = new DateRangeCheck(settings.Text("column")) { Min = MomentText.Read(settings, "min"), Max = MomentText.Read(settings, "max") };
        if (!settings.Has("min") && !settings.Has("max"))
            settings.Report("min", "give min, max or both.");
        if (check.Min > check.Max)
            settings.Report("min", $"{Words.Moment(check.Min.Value)} is after max, which is {Words.Moment(check.Max.Value)}.");
        return check;
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var column = context.Columns[0];
        CheckContext.RequireTime(column, "a range of dates");
        var parts = new List<string>(2);
        if (Min is { } low)
            parts.Add($"{column.Value} < {CheckContext.Literal(low)}");
        if (Max is { } high)
            parts.Add($"{column.Value} > {CheckContext.Literal(high)}");
        return new RowPlan(context, parts.Count == 0 ? "false" : $"({string.Join(" OR ", parts)})", column, value => $"{value} is not {Expected}");
    }
}
