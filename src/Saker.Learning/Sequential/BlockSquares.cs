namespace Saker.Learning.Sequential;

/// <summary>Squared deviations from the means of blocks.</summary>
/// <param name="Squares">Their sum.</param>
/// <param name="Freedom">Values less blocks.</param>
public readonly record struct BlockSquares(double Squares, long Freedom)
{
    public BlockSquares With(Moments block) => block.Count == 0 ? this : new BlockSquares(Squares + block.Squares, Freedom + block.Count - 1);
}
