namespace Saker.Platform.Search;

/// <summary>An attribute of something related, such as a dataset's name.</summary>
internal sealed record RelatedField(FilterRelation Relation, FilterColumn Column) : FilterField
{
    public override FilterKind Kind => Column.Kind;

    public override string ToString() => $"{Relation.Names[0]}.{Column.Name}";
}
