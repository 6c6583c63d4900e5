using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column is an IP address: version 4 with four parts, or version 6 (RFC 4291). Missing values are left out.</summary>
public sealed record IpAddressCheck : RowCheck
{
    internal const string Kind = "ip_address";

    private const string Byte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private const string Four = $"{Byte}([.]{Byte}){{3}}";
    private const string Group = "[0-9a-fA-F]{1,4}";
    private const string Pattern = $"{Four}|({Group}:){{7}}{Group}|({Group}:){{6}}{Four}|({Group}:){{1,7}}:|({Group}:){{1,6}}:{Group}|({Group}:){{1,5}}(:{Group}){{2}}|({Group}:){{1,4}}(:{Group}){{3}}"
        + $"|({Group}:){{1,3}}(:{Group}){{4}}|({Group}:){{1,2}}(:{Group}){{5}}|{Group}:(:{Group}){{6}}|:((:{Group}){{1,7}}|:)";

    public IpAddressCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} holds IP addresses";

    internal static IpAddressCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"NOT regexp_full_match({context.Columns[0].Text}, {SqlText.Literal(Pattern)})", context.Columns[0], text => $"{Words.Quote(text)} is not an IP address");
}
