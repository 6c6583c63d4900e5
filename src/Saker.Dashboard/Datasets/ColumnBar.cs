namespace Saker.Dashboard.Datasets;

/// <summary>One bar, in the units of its drawing.</summary>
public sealed record ColumnBar(string X, string Y, string Width, string Height, string Title);
