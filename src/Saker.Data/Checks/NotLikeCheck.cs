using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>No text of the column matches a pattern of SQL's LIKE: <c>%</c> stands for any text, <c>_</c> for one character, a backslash takes the next one as it is. Missing values are left out.</summary>
public sealed record NotLikeCheck : RowCheck
{
    internal const string Kind = "not_like";

    public NotLikeCheck(string column, string pattern)
    {
        Column = column;
        Pattern = pattern;
    }

    public string Pattern { get; }

    /// <summary>Whether upper and lower case are the same.</summary>
    public bool IgnoreCase { get; init; }

    public override string Name => Kind;

    public override string Description => $"{Column} is not like {Words.Quote(Pattern)}";

    internal static NotLikeCheck Create(Settings settings) => new(settings.Text("column"), LikePattern.Read(settings)) { IgnoreCase = settings.Flag("ignore_case", false) };

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        $"({context.Columns[0].Text} {(IgnoreCase ? "ILIKE" : "LIKE")} {SqlText.Literal(Pattern)} ESCAPE '\\')",
        context.Columns[0],
        text => $"{Words.Quote(text)} is like {Words.Quote(Pattern)}");
}
