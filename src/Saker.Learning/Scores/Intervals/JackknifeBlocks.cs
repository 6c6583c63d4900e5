namespace Saker.Learning.Scores.Intervals;

/// <summary>Deals rows to blocks at random, as even as can be, and lists the rows without one block.</summary>
internal sealed class JackknifeBlocks
{
    private readonly int[] _blockOf;

    public JackknifeBlocks(int rowCount, int blockCount, long seed)
    {
        Count = blockCount;
        var order = Enumerable.Range(0, rowCount).ToArray();
        new Xoshiro256(seed).Shuffle(order);
        _blockOf = new int[rowCount];
        for (var i = 0; i < order.Length; i++)
            _blockOf[order[i]] = i % blockCount;
    }

    public int Count { get; }

    /// <summary>Fills the rows that are not in the block, ascending; gives their number.</summary>
    public int LeaveOut(int block, int[] rows)
    {
        var next = 0;
        for (var row = 0; row < _blockOf.Length; row++)
            if (_blockOf[row] != block)
                rows[next++] = row;
        return next;
    }
}
