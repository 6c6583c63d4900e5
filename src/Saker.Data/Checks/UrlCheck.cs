using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column is a web address: http, https or ftp, a host, and nothing blank in it. Missing values are left out.</summary>
public sealed record UrlCheck : RowCheck
{
    internal const string Kind = "url";

    private const string Pattern = "(?i:https?|ftp)://[^\\s/?#@:]+(:[0-9]{1,5})?([/?#]\\S*)?";

    public UrlCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} holds web addresses";

    internal static UrlCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"NOT regexp_full_match({context.Columns[0].Text}, {SqlText.Literal(Pattern)})", context.Columns[0], text => $"{Words.Quote(text)} is not a web address");
}
