using Saker.Platform.Lineage;

namespace Saker.Dashboard.Lineage;

/// <summary>A node where it is drawn.</summary>
/// <param name="Node">What it is.</param>
/// <param name="X">Its left edge, in the units of the drawing.</param>
/// <param name="Y">Its upper edge.</param>
public sealed record PlacedNode(LineageNode Node, int X, int Y);
