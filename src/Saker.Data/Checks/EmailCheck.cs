using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column is an e-mail address as browsers take them, with a point in its domain. Missing values are left out.</summary>
/// <remarks>The grammar is that of HTML (WHATWG, 4.10.5.1.5), which leaves out quoted and international addresses.</remarks>
public sealed record EmailCheck : RowCheck
{
    internal const string Kind = "email";

    private const string Pattern = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    public EmailCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} holds e-mail addresses";

    internal static EmailCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"NOT regexp_full_match({context.Columns[0].Text}, {SqlText.Literal(Pattern)})", context.Columns[0], text => $"{Words.Quote(text)} is not an e-mail address");
}
