using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>No text of the column has a part that matches a regular expression. Missing values are left out.</summary>
/// <remarks>The engine's expressions run in linear time: no look-around and no back-references.</remarks>
public sealed record NotMatchesCheck : RowCheck
{
    internal const string Kind = "not_matches";

    public NotMatchesCheck(string column, string pattern)
    {
        Column = column;
        Pattern = pattern;
    }

    public string Pattern { get; }

    public override string Name => Kind;

    public override string Description => $"nothing in {Column} matches {Pattern}";

    internal static NotMatchesCheck Create(Settings settings) => new(settings.Text("column"), RegexPattern.Read(settings));

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        $"regexp_matches({context.Columns[0].Text}, {SqlText.Literal(Pattern)})",
        context.Columns[0],
        text => $"{Words.Quote(text)} has a part that matches {Pattern}");
}
