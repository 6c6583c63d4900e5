using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>No text of the column is empty or has white space only. Missing values are left out.</summary>
public sealed record NotBlankCheck : RowCheck
{
    internal const string Kind = "not_blank";

    public NotBlankCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is never blank";

    internal static NotBlankCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"trim({context.Columns[0].Text}, E' \\t\\r\\n') = ''", context.Columns[0], text => $"{Words.Quote(text)} is blank");
}
