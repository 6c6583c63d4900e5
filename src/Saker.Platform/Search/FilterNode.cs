namespace Saker.Platform.Search;

/// <summary>A filter as a tree. NOT is not in it: it becomes the opposites of the comparisons below it.</summary>
internal abstract record FilterNode;
