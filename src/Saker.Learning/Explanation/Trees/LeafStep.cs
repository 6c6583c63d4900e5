namespace Saker.Learning.Explanation.Trees;

/// <summary>What the way to a leaf asks of one feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Zero">The share of rows that go on when the feature is absent: the product of the cover ratios.</param>
/// <param name="Branches">The branches that ask it, and the side that the way takes.</param>
internal readonly record struct LeafStep(int Feature, double Zero, IReadOnlyList<(int Branch, bool IsYes)> Branches);
