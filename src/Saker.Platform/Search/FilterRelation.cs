namespace Saker.Platform.Search;

/// <summary>Things that something has any number of, with attributes of their own, such as a run's datasets; any of them may match.</summary>
internal sealed record FilterRelation
{
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Tables and the condition by which their rows belong to what the query is about.</summary>
    public required string From { get; init; }

    public required IReadOnlyList<FilterColumn> Columns { get; init; }
}
