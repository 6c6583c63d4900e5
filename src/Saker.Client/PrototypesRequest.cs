namespace Saker.Client;

/// <summary>The body of <c>POST /api/datasets/{name}/{version}/prototypes</c>.</summary>
public sealed record PrototypesRequest
{
    /// <summary>The columns that count; left out all but dates, timestamps and those that differ in every row.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many prototypes, 1 to 200; 5 when left out.</summary>
    public int? Count { get; init; }

    /// <summary>How many criticisms, 0 to 200; 5 when left out.</summary>
    public int? Criticisms { get; init; }
}
