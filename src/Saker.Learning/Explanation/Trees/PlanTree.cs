namespace Saker.Learning.Explanation.Trees;

/// <summary>A tree's part of a <see cref="TreeShapPlan"/>.</summary>
/// <param name="FirstNode">Of its branches.</param>
/// <param name="NodeCount">Branches.</param>
/// <param name="PlaceCount">Branches and leaves.</param>
/// <param name="Points">Points of the quadrature.</param>
internal readonly record struct PlanTree(int FirstNode, int NodeCount, int PlaceCount, int Points);
