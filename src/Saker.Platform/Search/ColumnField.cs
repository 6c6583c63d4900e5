namespace Saker.Platform.Search;

/// <summary>An attribute.</summary>
internal sealed record ColumnField(FilterColumn Column) : FilterField
{
    public override FilterKind Kind => Column.Kind;

    public override string ToString() => $"attribute '{Column.Name}'";
}
