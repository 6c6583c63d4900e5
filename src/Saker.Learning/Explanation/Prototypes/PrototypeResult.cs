namespace Saker.Learning.Explanation.Prototypes;

/// <summary>Rows that stand for all, by their positions in the table.</summary>
/// <param name="Prototypes">The typical ones, in the order in which they were chosen.</param>
/// <param name="Shares">For each prototype the share of rows that it is the nearest to.</param>
/// <param name="Criticisms">Those that the typical ones stand for least.</param>
/// <param name="Distance">Squared maximum mean discrepancy between prototypes and all rows, 0 when they say the same.</param>
public sealed record PrototypeResult(IReadOnlyList<int> Prototypes, IReadOnlyList<double> Shares, IReadOnlyList<int> Criticisms, double Distance);
