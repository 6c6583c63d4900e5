using System.Globalization;
using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>A number is at most so far from the one in the row before, in the order of the data. Missing values are left out: each number is compared with the nearest before it.</summary>
public sealed record ChangeCheck : RowCheck
{
    internal const string Kind = "change";

    public ChangeCheck(string column) => Column = column;

    /// <summary>The largest step up or down, 0 or more.</summary>
    public required double Max { get; init; }

    /// <summary>Whether <see cref="Max"/> is a share of the number before: 0.1 for a tenth. A step from 0 then is infinite, unless it leads to 0.</summary>
    public bool Relative { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} changes by at most {Words.Number(Max)}{(Relative ? " of the value" : "")} from row to row";

    internal static ChangeCheck Create(Settings settings)
    {
        var max = settings.OptionalNumber("max", 0);
        if (!settings.Has("max"))
            settings.Report("max", "give the largest change that is allowed, 0 or more.");
        return new ChangeCheck(settings.Text("column")) { Max = max ?? 0, Relative = settings.Flag("relative", false) };
    }

    internal override CheckPlan Plan(CheckContext context) => Successive.Plan(
        context,
        $"CAST({CheckContext.Number(context.Columns[0], "a change")} AS DOUBLE)",
        (value, previous) => $"abs({value} - {previous}) > {SqlText.Number(Max)}{(Relative ? $" * abs({previous})" : "")}",
        Explain);

    private string Explain(string? value, string? previous)
    {
        var isKnown = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var now) & double.TryParse(previous, NumberStyles.Float, CultureInfo.InvariantCulture, out var before);
        var change = isKnown ? $", a change of {Words.Number(now - before)}" : "";
        return $"{Words.Quote(value)} comes after {Words.Quote(previous)}{change}; at most {Words.Number(Max)}{(Relative ? " of the value" : "")} is allowed";
    }
}
