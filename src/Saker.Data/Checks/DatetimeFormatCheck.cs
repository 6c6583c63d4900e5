using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column is a time written in one form, such as <c>%d.%m.%Y</c>, of a day that there is. Missing values are left out.</summary>
/// <remarks>The letters are those of C's strptime, as the engine and Python know them.</remarks>
public sealed record DatetimeFormatCheck : RowCheck
{
    internal const string Kind = "datetime_format";

    public DatetimeFormatCheck(string column, string format)
    {
        Column = column;
        Format = format;
    }

    public string Format { get; }

    public override string Name => Kind;

    public override string Description => $"{Column} is a time written as {Format}";

    internal static DatetimeFormatCheck Create(Settings settings)
    {
        var check = new DatetimeFormatCheck(settings.Text("column"), settings.Text("format"));
        if (check.Format.Length > 0 && !check.Format.Contains('%', StringComparison.Ordinal))
            settings.Report("format", $"'{check.Format}' has no letters such as %Y, %m and %d; write a form such as %d.%m.%Y.");
        return check;
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var text = context.Columns[0].Text;
        return new RowPlan(
            context,
            $"({text} IS NOT NULL AND try_strptime({text}, {SqlText.Literal(Format)}) IS NULL)",
            context.Columns[0],
            value => $"{Words.Quote(value)} is not a time written as {Format}");
    }
}
