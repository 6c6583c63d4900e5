using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>Rows in the order of time. A position counts rows in that order; rows of one moment are never cut apart.</summary>
internal sealed class TimeOrder
{
    private readonly int[] _rows;
    private readonly double[] _times;

    /// <summary>Where each moment starts, ascending, the first at 0.</summary>
    private readonly int[] _starts;

    public TimeOrder(RowTimes times)
    {
        _rows = [.. Enumerable.Range(0, times.Values.Count).OrderBy(row => times.Values[row])];
        _times = [.. _rows.Select(row => times.Values[row])];
        _starts = [.. Enumerable.Range(0, _times.Length).Where(i => i == 0 || _times[i] != _times[i - 1])];
    }

    public int RowCount => _rows.Length;

    public int MomentCount => _starts.Length;

    public double TimeAt(int position) => _times[position];

    /// <summary>Starts of moments nearest to the wished positions, all different, none at 0; there must be enough moments.</summary>
    public int[] Cuts(int count, ReadOnlySpan<double> wished)
    {
        var cuts = new int[count];
        var last = 0;
        for (var i = 0; i < count; i++)
        {
            var moment = Nearest(wished[i]);
            last = Math.Clamp(moment, last + 1, _starts.Length - count + i);
            cuts[i] = _starts[last];
        }
        return cuts;
    }

    /// <summary>How many rows lie before a position and at least the gap before its time.</summary>
    public int Before(int position, double gap)
    {
        var end = position;
        while (end > 0 && _times[end - 1] + gap > _times[position])
            end--;
        return end;
    }

    /// <summary>The first position whose time is at most the window before the time at <paramref name="end"/> - 1.</summary>
    public int WindowStart(int end, double window)
    {
        var start = end;
        while (start > 0 && _times[start - 1] + window >= _times[end - 1])
            start--;
        return start;
    }

    /// <summary>The start of the moment that a position lies in.</summary>
    public int MomentStart(int position)
    {
        while (position > 0 && _times[position - 1] == _times[position])
            position--;
        return position;
    }

    /// <summary>The rows from one position to another, ascending by their number.</summary>
    public IReadOnlyList<int> Rows(int from, int to) => [.. _rows[from..to].Order()];

    private int Nearest(double position)
    {
        var at = Array.BinarySearch(_starts, (int)Math.Round(position));
        if (at >= 0)
            return at;
        var after = Math.Min(~at, _starts.Length - 1);
        return after > 0 && position - _starts[after - 1] <= _starts[after] - position ? after - 1 : after;
    }
}
