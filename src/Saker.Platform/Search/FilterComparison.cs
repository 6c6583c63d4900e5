namespace Saker.Platform.Search;

/// <summary>A field compared with a value, or with several for IN. Values are texts, whole numbers or doubles.</summary>
internal sealed record FilterComparison(FilterField Field, FilterComparator Comparator, IReadOnlyList<object> Values) : FilterNode;
