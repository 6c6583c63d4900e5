namespace Saker.Data.Checks.Proposals;

/// <summary>Columns that another determines: rows that are alike in the one are alike in the other.</summary>
internal sealed class DependencyProposer : IPairProposer
{
    private const int FewestRows = 100;
    private const int MaxPerColumn = 2;

    /// <summary>Rows per value of the determining column, at least, so that it is no accident.</summary>
    private const int RowsPerKey = 5;

    public IEnumerable<CheckDraft> Propose(IReadOnlyList<PairColumn> columns, Tolerances tolerances)
    {
        foreach (var dependent in columns.Where(column => column.DistinctCount > 1 && column.PresentCount >= FewestRows))
        {
            var keys = columns.Where(key => key != dependent && key.DistinctCount >= dependent.DistinctCount && key.PresentCount >= RowsPerKey * key.DistinctCount);
            // The key of fewest values has the most rows of each.
            foreach (var key in keys.Where(key => Determines(key, dependent)).OrderBy(key => key.DistinctCount).ThenBy(key => key.Column.Name, StringComparer.Ordinal).Take(MaxPerColumn))
            {
                var reason = FormattableString.Invariant($"each of {key.DistinctCount} values of {key.Column.Name} goes with one of {dependent.DistinctCount}");
                yield return new CheckDraft("functional_dependency", dependent.Column.Name, reason, ("determinants", new[] { key.Column.Name }));
            }
        }
    }

    private static bool Determines(PairColumn key, PairColumn dependent)
    {
        var found = new int[key.DistinctCount];
        Array.Fill(found, -1);
        var (rows, common) = (0, new int[dependent.DistinctCount]);
        for (var i = 0; i < key.Codes.Length; i++)
        {
            var (k, d) = (key.Codes[i], dependent.Codes[i]);
            if (k < 0 || d < 0)
                continue;
            if (found[k] >= 0 && found[k] != d)
                return false;
            found[k] = d;
            rows++;
            common[d]++;
        }
        // What is nearly always the same is determined by anything.
        return rows >= FewestRows && common.Max() < 0.9 * rows;
    }
}
