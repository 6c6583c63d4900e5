using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column matches a pattern of SQL's LIKE: <c>%</c> stands for any text, <c>_</c> for one character, a backslash takes the next one as it is. Missing values are left out.</summary>
public sealed record LikeCheck : RowCheck
{
    internal const string Kind = "like";

    public LikeCheck(string column, string pattern)
    {
        Column = column;
        Pattern = pattern;
    }

    public string Pattern { get; }

    /// <summary>Whether upper and lower case are the same.</summary>
    public bool IgnoreCase { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} is like {Words.Quote(Pattern)}";

    internal static LikeCheck Create(Settings settings) => new(settings.Text("column"), LikePattern.Read(settings)) { IgnoreCase = settings.Flag("ignore_case", false) };

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        $"NOT ({context.Columns[0].Text} {(IgnoreCase ? "ILIKE" : "LIKE")} {SqlText.Literal(Pattern)} ESCAPE '\\')",
        context.Columns[0],
        text => $"{Words.Quote(text)} is not like {Words.Quote(Pattern)}");
}
