namespace Saker.Data.Checks.Proposals;

/// <summary>Numbers or times that are never above those of another column, or always the same, although their ranges overlap.</summary>
internal sealed class ComparisonProposer : IPairProposer
{
    private const int FewestRows = 50;
    private const int MaxPerColumn = 3;

    /// <summary>How often the relation would have to be broken, if the columns had nothing to do with each other.</summary>
    private const double LeastSurprise = 0.05;

    public IEnumerable<CheckDraft> Propose(IReadOnlyList<PairColumn> columns, Tolerances tolerances)
    {
        var taken = new int[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            for (var j = 0; j < columns.Count; j++)
            {
                if (i == j || taken[i] >= MaxPerColumn || taken[j] >= MaxPerColumn || Compare(columns[i], columns[j], tolerances) is not { } draft)
                    continue;
                // Equal columns are found from both sides.
                if (j < i && draft.Keys[0].Value is "=")
                    continue;
                taken[i]++;
                taken[j]++;
                yield return draft;
            }
        }
    }

    private static CheckDraft? Compare(PairColumn left, PairColumn right, Tolerances tolerances)
    {
        if (!AreComparable(left.Column, right.Column))
            return null;
        var (rows, below, broken, shift) = (0, 0, 0, left.Numbers.Length / 2);
        for (var i = 0; i < left.Numbers.Length; i++)
        {
            if (left.Numbers[i] > right.Numbers[i])
                return null;
            if (!(left.Numbers[i] <= right.Numbers[i]))
                continue;
            rows++;
            below += left.Numbers[i] < right.Numbers[i] ? 1 : 0;
            // Against another row's value: what chance would do.
            broken += left.Numbers[i] > right.Numbers[(i + shift) % right.Numbers.Length] ? 1 : 0;
        }
        if (rows < FewestRows || broken < LeastSurprise * rows)
            return null;
        return new CheckDraft("compare", left.Column.Name, $"so in all of {rows} rows", ("is", below == 0 ? "=" : below == rows ? "<" : "<="), ("other", right.Column.Name), ("mostly", tolerances.Nearly(rows)));
    }

    private static bool AreComparable(SampleColumn left, SampleColumn right) => left.IsTime ? right.Type == left.Type : left.IsNumber && right.IsNumber;
}
