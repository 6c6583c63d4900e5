using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Numbers, times or texts of the column never rise from one row to the next, in the order of the data. Missing values are left out: each value is compared with the nearest before it.</summary>
public sealed record DecreasingCheck : RowCheck
{
    internal const string Kind = "decreasing";

    public DecreasingCheck(string column) => Column = column;

    /// <summary>Whether the same value twice in a row breaks it too.</summary>
    public bool Strict { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} decreases from row to row{(Strict ? "" : " or stays the same")}";

    internal static DecreasingCheck Create(Settings settings) => new(settings.Text("column")) { Strict = settings.Flag("strict", false) };

    internal override CheckPlan Plan(CheckContext context) => Successive.Plan(
        context,
        context.Columns[0].Value,
        (value, previous) => $"{value} >{(Strict ? "=" : "")} {previous}",
        (value, previous) => $"{Words.Quote(value)} comes after {Words.Quote(previous)}, so {Column} does not decrease here");
}
