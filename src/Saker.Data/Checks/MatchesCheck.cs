using System.Text.RegularExpressions;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column matches a regular expression as a whole. Missing values are left out.</summary>
/// <remarks>The engine's expressions run in linear time: no look-around and no back-references.</remarks>
public sealed record MatchesCheck : Check
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

    internal static MatchesCheck Create(Settings settings)
    {
        var check = new MatchesCheck(settings.Text("column"), settings.Text("pattern"));
        try
        {
            _ = new Regex(check.Pattern, RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            settings.Report("pattern", $"'{check.Pattern}' is not a regular expression that can be used here: {e.Message}");
        }
        return check;
    }

    internal override CheckPlan Plan(IReadOnlyList<CheckColumn> columns) => new RowPlan(
        $"NOT regexp_full_match({columns[0].Text}, {SqlText.Literal(Pattern)})",
        columns[0],
        text => $"{Words.Quote(text)} does not match {Pattern}");
}
