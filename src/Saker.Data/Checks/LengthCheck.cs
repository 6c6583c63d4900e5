using System.Text;

namespace Saker.Data.Checks;

/// <summary>Every text of the column has a number of characters (Unicode code points) between two bounds, both included. Missing values are left out.</summary>
public sealed record LengthCheck : Check
{
    internal const string Kind = "length";

    public LengthCheck(string column) => Column = column;

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} has a length {Bounds.Describe(Min, Max)}";

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

    internal override CheckPlan Plan(IReadOnlyList<CheckColumn> columns) =>
        new RowPlan(Bounds.Outside($"length({columns[0].Text})", Min, Max), columns[0], Explain);

    private string Explain(string? text) =>
        FormattableString.Invariant($"{Words.Quote(text)} has {text?.EnumerateRunes().Count() ?? 0} characters, not {Bounds.Describe(Min, Max)}");
}
