using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column has another text in it, to the letter. Missing values are left out.</summary>
public sealed record ContainsCheck : RowCheck
{
    internal const string Kind = "contains";

    public ContainsCheck(string column, string text)
    {
        Column = column;
        Text = text;
    }

    public string Text { get; }

    public override string Name => Kind;

    public override string Description => $"{Column} contains {Words.Quote(Text)}";

    internal static ContainsCheck Create(Settings settings) => new(settings.Text("column"), settings.Text("text"));

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        $"NOT contains({context.Columns[0].Text}, {SqlText.Literal(Text)})",
        context.Columns[0],
        text => $"{Words.Quote(text)} does not contain {Words.Quote(Text)}");
}
