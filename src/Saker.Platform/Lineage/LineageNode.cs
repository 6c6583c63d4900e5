namespace Saker.Platform.Lineage;

/// <summary>One thing in a lineage.</summary>
public sealed record LineageNode
{
    /// <summary>Tells it apart within its graph: its kind and name.</summary>
    public required string Id { get; init; }

    public required LineageKind Kind { get; init; }

    /// <summary>What it is called: <c>telco/3</c>, the name of a run, a number of predictions.</summary>
    public required string Text { get; init; }

    /// <summary>What else there is to say in a few words; null for nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>By what its page is found: the reference, the run's id, the endpoint's name; null where it has none, or is not here any more.</summary>
    public string? Key { get; init; }
}
