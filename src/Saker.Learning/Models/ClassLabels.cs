namespace Saker.Learning.Models;

/// <summary>The two classes of a binary target by name.</summary>
public sealed record ClassLabels(string Negative, string Positive);
