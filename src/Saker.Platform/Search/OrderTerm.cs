namespace Saker.Platform.Search;

/// <summary>A field by which is ordered.</summary>
internal sealed record OrderTerm(FilterField Field, bool IsDescending = false);
