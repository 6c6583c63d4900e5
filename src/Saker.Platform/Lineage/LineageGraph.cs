namespace Saker.Platform.Lineage;

/// <summary>What something was made of, and what became of it: from the source of the data to what was predicted.</summary>
public sealed record LineageGraph
{
    /// <summary>The id of the node that was asked about.</summary>
    public required string Focus { get; init; }

    /// <summary>Every node once, by kind and then as they were found.</summary>
    public required IReadOnlyList<LineageNode> Nodes { get; init; }

    public required IReadOnlyList<LineageEdge> Edges { get; init; }

    /// <summary>What was left out because there is much of it, in words; null when all is there.</summary>
    public string? LeftOut { get; init; }
}
