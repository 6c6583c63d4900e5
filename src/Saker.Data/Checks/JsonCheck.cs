using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Every text of the column is one JSON value (RFC 8259). Missing values are left out.</summary>
public sealed record JsonCheck : RowCheck
{
    internal const string Kind = "json";

    public JsonCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} holds JSON";

    internal static JsonCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"NOT json_valid({context.Columns[0].Text})", context.Columns[0], text => $"{Words.Quote(text)} is not JSON");
}
