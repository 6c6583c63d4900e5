using Saker.Data.Checks;

namespace Saker.Data.Tallies;

/// <summary>What is counted for checks in the cells of one column, of all parts of the data.</summary>
internal sealed class CellTally
{
    private readonly ColumnType _expected;
    private readonly (Check Check, CellTest Test)[] _tests;
    private readonly long[] _broken;

    /// <param name="column">Its name.</param>
    /// <param name="expected">The type that it has as far as was seen.</param>
    /// <param name="checks">Those about one cell of the column, in all rows, are counted.</param>
    public CellTally(string column, ColumnType expected, IReadOnlyList<Check> checks)
    {
        _expected = expected;
        _tests = [.. checks.Where(check => check.Columns is [var only] && only == column && check is not ConditionalCheck { Where: not null }).Distinct()
            .Select(check => (check, Test: check.Test)).Where(pair => pair.Test is not null && pair.Test.On(expected) != CellKind.None).Select(pair => (pair.check, pair.Test!))];
        _broken = new long[_tests.Length];
        Tests = new ColumnTests(expected, [.. _tests.Select(pair => pair.Test)]);
    }

    public ColumnTests Tests { get; }

    /// <summary>Takes what was counted in a part.</summary>
    public void Add(IReadOnlyList<long> broken)
    {
        for (var i = 0; i < _broken.Length; i++)
            _broken[i] += broken[i];
    }

    /// <summary>What was counted, unless the column turned out to have another type, on which it means nothing.</summary>
    public IEnumerable<(Check Check, long Count)> Conclude(ColumnType type)
    {
        for (var i = 0; i < _tests.Length; i++)
        {
            var (check, test) = _tests[i];
            if (type == _expected && test.Conclude(_broken[i]) is { } count)
                yield return (check, count);
        }
    }
}
