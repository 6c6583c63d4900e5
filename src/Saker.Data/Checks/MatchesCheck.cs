using Saker.Data.Checks.Running;
using Saker.Data.Engine;
using Saker.Data.Tallies;

namespace Saker.Data.Checks;

/// <summary>Every text of the column matches a regular expression as a whole. Missing values are left out.</summary>
/// <remarks>The engine's expressions run in linear time: no look-around and no back-references.</remarks>
public sealed record MatchesCheck : RowCheck
{
    internal const string Kind = "matches";

    public MatchesCheck(string column, string pattern)
    {
        Column = column;
        Pattern = pattern;
    }

    public string Pattern { get; }

    public override string Name => Kind;

    public override string Description => $"{Column} matches {Pattern}";

    internal static MatchesCheck Create(Settings settings) => new(settings.Text("column"), RegexPattern.Read(settings));

    internal override CellTest? Test => PatternTest.Create(Pattern);

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        $"NOT regexp_full_match({context.Columns[0].Text}, {SqlText.Literal(Pattern)})",
        context.Columns[0],
        text => $"{Words.Quote(text)} does not match {Pattern}");
}
