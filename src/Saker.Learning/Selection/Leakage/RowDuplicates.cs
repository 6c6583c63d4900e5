using Saker.Data;
using Saker.Data.Profiles;

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
                _hashes[row] = StableHash.Mix(_hashes[row] ^ (StableHash.Of(double.IsNaN(numbers[row]) ? double.NaN : numbers[row]) + salt));
            return;
        }
        var codes = ScreenColumn.Of(column).Codes;
        for (var row = 0; row < _hashes.Length; row++)
            _hashes[row] = StableHash.Mix(_hashes[row] ^ (StableHash.Of(codes[row]) + salt));
    }
}
