using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Rows held out by chance, whatever their class.</summary>
public static class RandomSplit
{
    /// <param name="rowCount">At least two.</param>
    /// <param name="testShare">The share to hold out, above 0 and below 1; rounded to whole rows, at least one on each side.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="SakerException">The share is out of range, or there are fewer than two rows.</exception>
    public static HoldOut Create(int rowCount, double testShare, int seed)
    {
        SplitShare.Require(testShare);
        if (rowCount < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"A split needs at least 2 rows; there are {rowCount}.", "split");
        int[] rows = [.. Enumerable.Range(0, rowCount)];
        new Xoshiro256(seed).Shuffle(rows);
        var held = SplitShare.CountOf(rowCount, testShare);
        return new HoldOut { Train = [.. rows.Skip(held).Order()], Test = [.. rows.Take(held).Order()] };
    }
}
