namespace Saker.Data;

/// <summary>Name and type of one column, and whether values may be missing.</summary>
public sealed record ColumnSchema(string Name, ColumnType Type, bool Nullable = true)
{
    public override string ToString() => $"{Name}: {Type.Name()}{(Nullable ? "?" : "")}";
}
