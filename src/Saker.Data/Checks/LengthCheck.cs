using System.Text;
using Saker.Data.Checks.Running;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>Every text of the column has a number of characters (Unicode code points) between two bounds, both included. Missing values are left out.</summary>
public sealed record LengthCheck : RowCheck
{
    internal const string Kind = "length";

    public LengthCheck(string column) => Column = column;

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} has a length {(Min == Max ? "of " : "")}{Bounds.Describe(Min, Max)}";

    internal static LengthCheck Create(Settings settings)
    {
        var check = new LengthCheck(settings.Text("column"))
        {
            Min = settings.OptionalNumber("min", 0),
            Max = settings.OptionalNumber("max", 0),
        };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }

    internal override CellTest? Test => new LengthTest(Min, Max);

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, Bounds.Outside($"length({context.Columns[0].Text})", Min, Max), context.Columns[0], Explain);

    private string Explain(string? text) =>
        FormattableString.Invariant($"{Words.Quote(text)} has {text?.EnumerateRunes().Count() ?? 0} characters, not {Bounds.Describe(Min, Max)}");
}
