using System.Collections.Concurrent;

namespace Saker.Learning.Explanation.Trees;

/// <summary>
/// Exact SHAP values of a sum of trees (path-dependent: an absent feature goes both ways, by the covers). Thread-safe; see
/// <see cref="TreeShapPlan"/> for the method.
/// </summary>
internal sealed unsafe class TreeShap(TreeSum sum) : IFeatureAttributor
{
    private readonly TreeShapPlan _plan = new(sum);

    /// <summary>The trees.</summary>
    public TreeSum Sum => sum;
    private readonly ConcurrentBag<TreeShapScratch> _scratch = [];

    /// <summary>What the attributions of every row start from: the model's mean over the rows that its covers weigh.</summary>
    public double Expected => _plan.Expected;

    double IFeatureAttributor.Base => Expected;

    public CoverSource Covers => sum.Covers;

    /// <summary>The fewest columns that rows must have.</summary>
    public int FeatureCount => _plan.FeatureCount;

    /// <summary>What the trees give a row, summed in float64.</summary>
    public double Predict(ReadOnlySpan<double> row) => sum.Predict(row);

    /// <summary>The attributions of rows.</summary>
    /// <param name="rows">Row-major float64 [N, <paramref name="featureCount"/>]; NaN is missing.</param>
    /// <param name="featureCount">Columns of the rows, at least <see cref="FeatureCount"/>.</param>
    /// <param name="attributions">As long as <paramref name="rows"/>; overwritten.</param>
    /// <param name="threadCount">Threads that tiles of rows are spread over.</param>
    /// <param name="cancellationToken">Stops between tiles.</param>
    public void Explain(ReadOnlyMemory<double> rows, int featureCount, Memory<double> attributions, int threadCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(attributions.Length, rows.Length);
        const int tileRows = TreeShapKernel.Lanes * TreeShapKernel.BlocksPerTile;
        var rowCount = featureCount == 0 ? 0 : rows.Length / featureCount;
        var tiles = (rowCount + tileRows - 1) / tileRows;
        if (threadCount == 1 || tiles < 2)
        {
            for (var tile = 0; tile < tiles; tile++)
                Run(tile);
            return;
        }
        Parallel.For(0, tiles, new ParallelOptions { MaxDegreeOfParallelism = threadCount, CancellationToken = cancellationToken }, Run);

        void Run(int tile)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var first = tile * tileRows;
            var count = Math.Min(tileRows, rowCount - first);
            Tile(rows.Span.Slice(first * featureCount, count * featureCount), featureCount, count, attributions.Span.Slice(first * featureCount, count * featureCount));
        }
    }

    private void Tile(ReadOnlySpan<double> rows, int featureCount, int rowCount, Span<double> attributions)
    {
        const int lanes = TreeShapKernel.Lanes;
        var blocks = (rowCount + lanes - 1) / lanes;
        var scratch = Rent(featureCount, blocks);
        var size = blocks * featureCount * lanes;
        var values = scratch.Start;
        var phi = values + size;
        new Span<double>(values, 2 * size).Clear();
        for (var row = 0; row < rowCount; row++)
        {
            var at = values + ((long)(row / lanes) * featureCount * lanes) + (row % lanes);
            for (var feature = 0; feature < featureCount; feature++)
                at[feature * lanes] = rows[(row * featureCount) + feature];
        }
        TreeShapKernel.Add(_plan, blocks, featureCount, values, phi, phi + size);
        for (var row = 0; row < rowCount; row++)
        {
            var at = phi + ((long)(row / lanes) * featureCount * lanes) + (row % lanes);
            for (var feature = 0; feature < featureCount; feature++)
                attributions[(row * featureCount) + feature] = at[feature * lanes];
        }
        _scratch.Add(scratch);
    }

    private TreeShapScratch Rent(int featureCount, int blocks)
    {
        var needed = (2 * blocks * featureCount) + _plan.MaxScratch;
        while (_scratch.TryTake(out var kept))
        {
            if (kept.Vectors >= needed)
                return kept;
            kept.Dispose();
        }
        return new TreeShapScratch(needed);
    }
}
