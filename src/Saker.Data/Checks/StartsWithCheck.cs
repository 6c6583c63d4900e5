using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column starts with another text, to the letter. Missing values are left out.</summary>
public sealed record StartsWithCheck : RowCheck
{
    internal const string Kind = "starts_with";

    public StartsWithCheck(string column, string text)
    {
        Column = column;
        Text = text;
    }

    public string Text { get; }

    public override string Name => Kind;

    public override string Description => $"{Column} starts with {Words.Quote(Text)}";

    internal static StartsWithCheck Create(Settings settings) => new(settings.Text("column"), settings.Text("text"));

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        $"NOT starts_with({context.Columns[0].Text}, {SqlText.Literal(Text)})",
        context.Columns[0],
        text => $"{Words.Quote(text)} does not start with {Words.Quote(Text)}");
}
