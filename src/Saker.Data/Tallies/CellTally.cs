using Saker.Data.Checks;

namespace Saker.Data.Tallies;

/// <summary>What is counted for checks in the cells of one column, of all parts of the data.</summary>
internal sealed class CellTally
{
    private readonly ColumnType _expected;
    private readonly (Check Check, CellTest Test)[] _tests;
    private readonly long[] _broken;

    /// <param name="expected">The type that the column has as far as was seen.</param>
    /// <param name="checks">Of the column alone; those about one cell, in all rows, are counted.</param>
    private CellTally(ColumnType expected, IEnumerable<Check> checks)
    {
        _expected = expected;
        _tests = [.. checks.Where(check => check is not ConditionalCheck { Where: not null }).Distinct()
            .Select(check => (check, check.Test)).Where(pair => pair.Test is not null && pair.Test.On(expected) != CellKind.None).Select(pair => (pair.check, pair.Test!))];
        _broken = new long[_tests.Length];
        Tests = new ColumnTests(expected, [.. _tests.Select(pair => pair.Test)]);
    }

    /// <summary>One for each column.</summary>
    /// <param name="names">Of the columns.</param>
    /// <param name="expected">Their types as far as was seen.</param>
    /// <param name="checks">Of any columns.</param>
    public static CellTally[] Of(IReadOnlyList<string> names, IReadOnlyList<ColumnType> expected, IReadOnlyList<Check> checks)
    {
        var byColumn = checks.Where(check => check.Columns.Count == 1).ToLookup(check => check.Columns[0], StringComparer.Ordinal);
        return [.. names.Select((name, i) => new CellTally(expected[i], byColumn[name]))];
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
