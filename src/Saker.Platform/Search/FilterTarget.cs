namespace Saker.Platform.Search;

/// <summary>
/// What can be searched: its table, its fields and what each can be compared with. SQL in it is ours; what callers write
/// reaches the database only as parameters.
/// </summary>
internal sealed record FilterTarget
{
    /// <summary>In messages: <c>runs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The table and its alias: <c>runs r</c>.</summary>
    public required string From { get; init; }

    /// <summary>The columns that name a row, as expressions; a query gives their values.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>What may stand before the dot of an attribute, besides nothing.</summary>
    public IReadOnlyList<string> AttributeNames { get; init; } = ["attribute", "attributes", "attr"];

    public required IReadOnlyList<FilterColumn> Columns { get; init; }

    public IReadOnlyList<FilterEntries> Entries { get; init; } = [];

    public IReadOnlyList<FilterRelation> Relations { get; init; } = [];

    /// <summary>The order when none is asked for, and what follows the order that is: the last of them differ from row to row.</summary>
    public required IReadOnlyList<OrderTerm> LastOrder { get; init; }

    /// <summary>A tag that hides what has it set to true, unless the filter names it; null for none.</summary>
    public string? HidingTag { get; init; }
}
