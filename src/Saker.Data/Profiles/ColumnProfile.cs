namespace Saker.Data.Profiles;

/// <summary>Mergeable summary of one column.</summary>
public sealed class ColumnProfile
{
    internal ColumnProfile(string name, ColumnType type) => (Name, Type) = (name, type);

    public string Name { get; }

    public ColumnType Type { get; }
}
