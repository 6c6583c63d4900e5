namespace Saker.Learning.Scores.Segments;

/// <summary>
/// All conditions on one or two columns over some rows. Rows are counted once per pair of columns into a table of codes; sums over
/// ranges of codes come from running sums, so that a condition costs the same however many rows it holds for.
/// </summary>
internal sealed class SliceLattice
{
    private readonly int _rowCount;
    private readonly int _minCount;
    private readonly (SegmentColumn First, SegmentColumn? Second)[] _pairs;
    private readonly int[][] _counts;

    public SliceLattice(IReadOnlyList<SegmentColumn> alone, IReadOnlyList<SegmentColumn> columns, int rowCount, int minCount, CancellationToken cancellationToken)
    {
        _rowCount = rowCount;
        _minCount = minCount;
        // Conditions on one column come first: of equal ones the simpler is taken.
        _pairs =
        [
            .. alone.Select(column => (column, (SegmentColumn?)null)),
            .. Enumerable.Range(0, columns.Count).SelectMany(first => Enumerable.Range(first + 1, columns.Count - first - 1).Select(second => (columns[first], (SegmentColumn?)columns[second]))),
        ];
        _counts = new int[_pairs.Length][];
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _counts[pair] = [.. Running(_pairs[pair].First, _pairs[pair].Second, []).Select(count => (int)count)];
        }
    }

    /// <summary>The condition whose rows lose most, by how sure that is; null when none is large enough.</summary>
    public SliceCandidate? Best(double[] losses, CancellationToken cancellationToken)
    {
        var (total, squares) = (0.0, 0.0);
        foreach (var loss in losses)
            total += loss;
        foreach (var loss in losses)
            squares += (loss - (total / _rowCount)) * (loss - (total / _rowCount));
        if (squares <= 0)
            return null;
        var deviation = Math.Sqrt(squares / (_rowCount - 1));
        SliceCandidate? best = null;
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            best = BestOf(pair, losses, total, deviation, best);
        }
        return best;
    }

    /// <summary>Whether each row is inside.</summary>
    public bool[] Holds(SliceCandidate candidate)
    {
        var (first, second) = _pairs[candidate.Pair];
        var holds = new bool[_rowCount];
        for (var row = 0; row < holds.Length; row++)
            holds[row] = Within(first, candidate.First, row) && (second is null || Within(second, candidate.Second!.Value, row));
        return holds;
    }

    private static bool Within(SegmentColumn column, SegmentRange range, int row) => column.Codes[row] >= range.From && column.Codes[row] <= range.To;

    private SliceCandidate? BestOf(int pair, double[] losses, double total, double deviation, SliceCandidate? best)
    {
        var (first, second) = _pairs[pair];
        var (counts, sums) = (_counts[pair], Running(first, second, losses));
        var width = (second?.CodeCount ?? 1) + 1;
        var limit = best?.Statistic ?? 0;
        SegmentRange[] others = second is null ? [default] : [.. second.Ranges];
        foreach (var range in first.Ranges)
        {
            foreach (var other in others)
            {
                var inside = counts[((range.To + 1) * width) + other.To + 1] - counts[(range.From * width) + other.To + 1] - counts[((range.To + 1) * width) + other.From] + counts[(range.From * width) + other.From];
                var outside = _rowCount - inside;
                if (inside < _minCount || outside < _minCount)
                    continue;
                var sum = sums[((range.To + 1) * width) + other.To + 1] - sums[(range.From * width) + other.To + 1] - sums[((range.To + 1) * width) + other.From] + sums[(range.From * width) + other.From];
                var difference = (sum / inside) - ((total - sum) / outside);
                var statistic = difference / (deviation * Math.Sqrt((1.0 / inside) + (1.0 / outside)));
                // Rounding must not prefer the longer of two conditions for the same rows.
                if (statistic <= limit + 1e-9)
                    continue;
                limit = statistic;
                best = new SliceCandidate(pair, range, second is null ? null : other, statistic, difference);
            }
        }
        return best;
    }

    /// <summary>Running sums over both codes of the losses, or of ones where there are no losses: entry (a, b) is over codes below a and b.</summary>
    private double[] Running(SegmentColumn first, SegmentColumn? second, double[] losses)
    {
        var width = (second?.CodeCount ?? 1) + 1;
        var sums = new double[(first.CodeCount + 1) * width];
        for (var row = 0; row < _rowCount; row++)
            sums[((first.Codes[row] + 1) * width) + (second is null ? 0 : second.Codes[row]) + 1] += losses.Length == 0 ? 1 : losses[row];
        for (var a = 1; a <= first.CodeCount; a++)
            for (var b = 1; b < width; b++)
                sums[(a * width) + b] += sums[((a - 1) * width) + b] + sums[(a * width) + b - 1] - sums[((a - 1) * width) + b - 1];
        return sums;
    }
}
