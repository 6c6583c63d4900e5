namespace Saker.Platform.Search;

/// <summary>Something that may come at a place of a filter.</summary>
/// <param name="Text">As people read it: <c>metrics.auc</c>.</param>
/// <param name="Written">As it is written there, quotes and a space behind it included.</param>
/// <param name="Kind">What it is, in a word: <c>metric</c>, <c>comparator</c>, <c>value</c>.</param>
public sealed record FilterProposal(string Text, string Written, string Kind);
