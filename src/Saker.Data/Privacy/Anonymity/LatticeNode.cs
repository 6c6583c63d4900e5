namespace Saker.Data.Privacy.Anonymity;

/// <summary>What a combination of levels does.</summary>
/// <param name="Levels">By column.</param>
/// <param name="IsKept">By combination of the original values, whether its rows stay.</param>
/// <param name="SuppressedCount">The rows that do not.</param>
/// <param name="Loss">0 to 1.</param>
internal sealed record LatticeNode(int[] Levels, bool[] IsKept, long SuppressedCount, double Loss);
