namespace Saker.Learning.Scores.Calibrating;

/// <summary>The rising sequence nearest to given values: neighbours that fall are pooled to their mean (Ayer et al. 1955, PAVA).</summary>
internal static class PooledAdjacent
{
    /// <param name="values">One per place, in order.</param>
    /// <param name="weights">How much each counts, above 0.</param>
    /// <returns>The blocks in order: where each ends, excluded, and its weighted mean.</returns>
    public static IReadOnlyList<PooledBlock> Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var blocks = new List<PooledBlock>();
        for (var i = 0; i < values.Length; i++)
        {
            var block = new PooledBlock(i + 1, values[i], weights[i]);
            while (blocks.Count > 0 && blocks[^1].Mean >= block.Mean)
            {
                var before = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                var weight = before.Weight + block.Weight;
                block = new PooledBlock(block.End, ((before.Mean * before.Weight) + (block.Mean * block.Weight)) / weight, weight);
            }
            blocks.Add(block);
        }
        return blocks;
    }
}
