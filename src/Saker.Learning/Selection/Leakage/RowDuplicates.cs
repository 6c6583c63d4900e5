using Saker.Data;

namespace Saker.Learning.Selection.Leakage;

/// <summary>Rows that are alike in all columns, by a 64-bit hash: among a million rows the chance of a mistake is below one in ten million.</summary>
internal sealed class RowDuplicates
{
    private readonly ulong[] _hashes;

    public RowDuplicates(int rowCount, IReadOnlyList<Column> columns)
    {
        _hashes = new ulong[rowCount];
        for (var i = 0; i < columns.Count; i++)
            Add(columns[i], (ulong)i + 1);
    }

    /// <summary>How many of some rows are like one of others, and how often the two have the same answer: the mean over those rows, NaN when there are none.</summary>
    public (int Count, double Agreement) CompareWith(IReadOnlyList<int> rows, IReadOnlyList<int> others, ScreenTarget target)
    {
        var known = others.ToLookup(row => _hashes[row], target.AnswerOf);
        var (count, agreement) = (0, 0.0);
        foreach (var row in rows)
        {
            if (!known.Contains(_hashes[row]))
                continue;
            var answer = target.AnswerOf(row);
            count++;
            agreement += known[_hashes[row]].Average(other => other == answer ? 1.0 : 0.0);
        }
        return (count, agreement / count);
    }

    /// <summary>How many rows are like another that has another answer.</summary>
    public int CountContradicted(ScreenTarget target) =>
        Enumerable.Range(0, _hashes.Length).GroupBy(row => _hashes[row]).Where(alike => alike.Skip(1).Any() && alike.Select(target.AnswerOf).Distinct().Skip(1).Any()).Sum(alike => alike.Count());

    private void Add(Column column, ulong salt)
    {
        if (ScreenColumn.NumbersOf(column) is { } numbers)
        {
            for (var row = 0; row < _hashes.Length; row++)
                _hashes[row] = Mix(_hashes[row] ^ Mix((ulong)BitConverter.DoubleToInt64Bits(double.IsNaN(numbers[row]) ? double.NaN : numbers[row] + 0.0) + salt));
            return;
        }
        var codes = ScreenColumn.Of(column).Codes;
        for (var row = 0; row < _hashes.Length; row++)
            _hashes[row] = Mix(_hashes[row] ^ Mix((ulong)codes[row] + (salt << 40)));
    }

    // The finaliser of SplitMix64 (Steele et al. 2014).
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
