namespace Saker.Client;

/// <summary>One thing in a lineage.</summary>
/// <param name="Id">Tells it apart within its graph.</param>
/// <param name="Kind"><c>source</c>, <c>dataset</c>, <c>run</c>, <c>version</c>, <c>endpoint</c>, <c>predictions</c> or <c>outcomes</c>.</param>
/// <param name="Text">What it is called.</param>
public sealed record LineageNodeInfo(string Id, string Kind, string Text)
{
    /// <summary>What else there is to say in a few words.</summary>
    public string? Detail { get; init; }

    /// <summary>The reference, the run's id or the endpoint's name; null where it has none, or is not here any more.</summary>
    public string? Key { get; init; }
}
