namespace Saker.Client;

/// <summary>What something was made of, and what became of it: from the source of the data to what was predicted.</summary>
/// <param name="Focus">The id of the node that was asked about.</param>
/// <param name="Nodes">Every node once.</param>
/// <param name="Edges">What came of what.</param>
public sealed record LineageGraphInfo(string Focus, IReadOnlyList<LineageNodeInfo> Nodes, IReadOnlyList<LineageEdgeInfo> Edges)
{
    /// <summary>What was left out because there is much of it, in words.</summary>
    public string? LeftOut { get; init; }
}
