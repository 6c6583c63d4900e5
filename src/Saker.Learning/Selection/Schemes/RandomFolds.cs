using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Plain k-fold: rows dealt to the folds by chance, whatever their class; sizes differ by one row at most.</summary>
public static class RandomFolds
{
    /// <param name="rowCount">At least as many as folds.</param>
    /// <param name="foldCount">2 to <see cref="StratifiedFolds.MaxFoldCount"/>.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="SakerException">The number of folds is out of range, or there are fewer rows than folds.</exception>
    public static IReadOnlyList<Fold> Create(int rowCount, int foldCount, int seed)
    {
        DealtFolds.RequireCount(foldCount);
        if (rowCount < foldCount)
            throw new SakerException(ErrorKind.InvalidInput, $"{foldCount} folds need at least {foldCount} rows; there are {rowCount}.", "folds");
        int[] rows = [.. Enumerable.Range(0, rowCount)];
        new Xoshiro256(seed).Shuffle(rows);
        var foldOf = new int[rowCount];
        for (var i = 0; i < rows.Length; i++)
            foldOf[rows[i]] = i % foldCount;
        return DealtFolds.Gather(foldOf, foldCount);
    }
}
