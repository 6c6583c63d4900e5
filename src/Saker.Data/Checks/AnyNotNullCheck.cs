using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>Every row has a value in at least one of several columns.</summary>
public sealed record AnyNotNullCheck : RowCheck
{
    internal const string Kind = "any_not_null";

    public AnyNotNullCheck(params IEnumerable<string> columns) => Columns = [.. columns];

    public override string Name => Kind;

    public override string Description => $"at least one of {Words.Names(Columns)} is there";

    public override IReadOnlyList<string> Columns { get; }

    internal static AnyNotNullCheck Create(Settings settings) => new(ColumnNames.Read(settings, 1));

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context.And($"({string.Join(" AND ", context.Columns.Select(column => column.IsMissing))})"),
        $"count(*){context.Filter}",
        context.Columns,
        _ => $"{Words.Names(Columns)} are all missing");
}
