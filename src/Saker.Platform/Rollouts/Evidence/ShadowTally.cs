using Saker.Data.Profiles;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Counts how a candidate in the shadow compared with the control until it is taken as a block. Shadows run a few at a time: one lock is enough. Thread-safe.</summary>
internal sealed class ShadowTally(int maxDifferences, long seed)
{
    private readonly Lock _lock = new();
    private readonly Sample _differences = new(maxDifferences, StableHash.Of(seed));
    private long _requests;
    private long _disagreements;
    private long _rows;
    private long _disagreeingRows;

    /// <param name="rows">Rows of a request that both answered.</param>
    /// <param name="disagreeing">Those that were answered otherwise.</param>
    /// <param name="isOther">Whether the row that stands for the request was.</param>
    /// <param name="difference">The candidate's score less the control's; NaN without scores.</param>
    public void Add(int rows, int disagreeing, bool isOther, float difference)
    {
        lock (_lock)
        {
            _requests++;
            _rows += rows;
            _disagreeingRows += disagreeing;
            _disagreements += isOther ? 1 : 0;
            if (float.IsFinite(difference))
                _differences.Add(difference);
        }
    }

    /// <summary>Takes what was counted since the last time.</summary>
    public ShadowBlock Take()
    {
        lock (_lock)
        {
            if (_requests == 0)
                return ShadowBlock.None;
            var (values, count) = (new List<float>(), _differences.Count);
            _differences.MoveTo(values);
            var block = new ShadowBlock
            {
                RequestCount = _requests,
                DisagreementCount = _disagreements,
                RowCount = _rows,
                DisagreeingRowCount = _disagreeingRows,
                Differences = [.. values],
                DifferenceCount = count,
            };
            (_requests, _disagreements, _rows, _disagreeingRows) = (0, 0, 0, 0);
            return block;
        }
    }
}
