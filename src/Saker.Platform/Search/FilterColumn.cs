namespace Saker.Platform.Search;

/// <summary>An attribute: a value that everything of a target has one of.</summary>
internal sealed record FilterColumn
{
    /// <summary>The name it has in filters.</summary>
    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The expression in SQL.</summary>
    public required string Sql { get; init; }

    public FilterKind Kind { get; init; }

    /// <summary>Whether it may be NULL, which no comparison matches and which comes last in any order.</summary>
    public bool IsNullable { get; init; }

    public bool CanFilter { get; init; } = true;

    public bool CanOrder { get; init; } = true;

    public bool Has(string name) => Name == name || Aliases.Contains(name);
}
