namespace Saker.Platform.Search;

/// <summary>All of them hold.</summary>
internal sealed record FilterAll(IReadOnlyList<FilterNode> Parts) : FilterNode;
