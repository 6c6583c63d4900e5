namespace Saker.Platform.Search;

/// <summary>A table with a key and a value in each row, such as tags: a target has at most one value for a key.</summary>
internal sealed record FilterEntries
{
    /// <summary>The names it has in filters, the first one in messages: <c>tag</c>, <c>tags</c>.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required string Table { get; init; }

    public FilterKind Kind { get; init; }

    /// <summary>The columns by which a row belongs to something, and what they equal there: <c>("run_id", "r.id")</c>.</summary>
    public required IReadOnlyList<(string Column, string Of)> Owner { get; init; }

    /// <summary>A further condition on the rows, in which <c>{0}</c> is the table's name; null for none.</summary>
    public string? Only { get; init; }

    /// <summary>Whether several rows may have the same key; any of them then satisfies a filter, and it orders nothing by itself.</summary>
    public bool HasMany { get; init; }

    /// <summary>As <see cref="Joins"/>, whatever <see cref="Only"/> says.</summary>
    public string BelongsBy(string alias) => string.Join(" AND ", Owner.Select(pair => $"{alias}.{pair.Column} = {pair.Of}"));

    /// <summary>Whether the rows of <paramref name="alias"/> belong to what the query is about.</summary>
    public string Joins(string alias) => BelongsBy(alias) + (Only is null ? "" : " AND " + Only.Replace("{0}", alias, StringComparison.Ordinal));
}
