using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every text of the column is a UUID in its usual form (RFC 9562), in upper or lower case. Missing values are left out.</summary>
public sealed record UuidCheck : RowCheck
{
    internal const string Kind = "uuid";

    private const string Pattern = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    public UuidCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} holds UUIDs";

    internal static UuidCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) =>
        new RowPlan(context, $"NOT regexp_full_match({context.Columns[0].Text}, {SqlText.Literal(Pattern)})", context.Columns[0], text => $"{Words.Quote(text)} is not a UUID such as 123e4567-e89b-12d3-a456-426614174000");
}
