namespace Saker.Learning.Fairness.Mitigation;

/// <summary>
/// The constraints of the reduction as in Agarwal et al. (2018): for each group and each event, the rate of the group among the event's rows less the rate of all of
/// them, in both directions. Rows are counted with 1 for the favourable label.
/// </summary>
internal sealed class ConstraintMoments
{
    private readonly int[] _cell;
    private readonly int[] _cellCounts;
    private readonly int[] _eventCounts;
    private readonly int _cellsOfEvent;

    /// <param name="groups">The group of each row.</param>
    /// <param name="favourable">1 where the label is the favourable one.</param>
    /// <param name="constraint">What is made even.</param>
    /// <param name="minGroupSize">Groups with fewer rows have no constraint.</param>
    public ConstraintMoments(ProtectedGroups groups, ReadOnlySpan<float> favourable, FairnessConstraint constraint, int minGroupSize)
    {
        var sizes = new int[groups.Names.Count];
        foreach (var group in groups.Rows)
            sizes[group]++;
        var numbers = new int[sizes.Length];
        for (var group = 0; group < sizes.Length; group++)
            numbers[group] = sizes[group] >= minGroupSize ? _cellsOfEvent++ : -1;
        var events = constraint == FairnessConstraint.EqualizedOdds ? 2 : 1;
        _cell = new int[favourable.Length];
        _cellCounts = new int[events * _cellsOfEvent];
        _eventCounts = new int[events];
        for (var row = 0; row < _cell.Length; row++)
        {
            var happens = constraint switch
            {
                FairnessConstraint.DemographicParity => 0,
                FairnessConstraint.EqualOpportunity => favourable[row] == 1f ? 0 : -1,
                _ => favourable[row] == 1f ? 0 : 1,
            };
            var number = numbers[groups.Rows[row]];
            _cell[row] = happens < 0 || number < 0 ? -1 : happens * _cellsOfEvent + number;
            if (_cell[row] < 0)
                continue;
            _cellCounts[_cell[row]]++;
            _eventCounts[happens]++;
        }
    }

    /// <summary>Two of each cell: the group's rate is above that of all, or below.</summary>
    public int Count => 2 * _cellCounts.Length;

    /// <summary>How far each constraint is from 0 under these decisions.</summary>
    /// <param name="said">1 where the favourable label is given.</param>
    public double[] Of(ReadOnlySpan<float> said)
    {
        var sums = new double[_cellCounts.Length];
        for (var row = 0; row < _cell.Length; row++)
            if (_cell[row] >= 0)
                sums[_cell[row]] += said[row];
        var moments = new double[Count];
        for (var cell = 0; cell < sums.Length; cell++)
        {
            if (_cellCounts[cell] == 0)
                continue;
            var ofEvent = cell / _cellsOfEvent;
            var all = 0.0;
            for (var i = 0; i < _cellsOfEvent; i++)
                all += sums[ofEvent * _cellsOfEvent + i];
            var difference = sums[cell] / _cellCounts[cell] - all / _eventCounts[ofEvent];
            moments[2 * cell] = difference;
            moments[2 * cell + 1] = -difference;
        }
        return moments;
    }

    /// <summary>What giving the favourable label to each row costs by these prices, beside its error; in units of one row.</summary>
    public void Price(ReadOnlySpan<double> prices, Span<double> costs)
    {
        var net = new double[_cellCounts.Length];
        var ofEvents = new double[_eventCounts.Length];
        for (var cell = 0; cell < net.Length; cell++)
        {
            net[cell] = prices[2 * cell] - prices[2 * cell + 1];
            ofEvents[cell / _cellsOfEvent] += net[cell];
        }
        for (var row = 0; row < costs.Length; row++)
        {
            if (_cell[row] < 0)
                continue;
            var ofEvent = _cell[row] / _cellsOfEvent;
            costs[row] += _cell.Length * (net[_cell[row]] / _cellCounts[_cell[row]] - ofEvents[ofEvent] / _eventCounts[ofEvent]);
        }
    }
}
