namespace Saker.Platform.Search;

/// <summary>At least one of them holds.</summary>
internal sealed record FilterAny(IReadOnlyList<FilterNode> Parts) : FilterNode;
