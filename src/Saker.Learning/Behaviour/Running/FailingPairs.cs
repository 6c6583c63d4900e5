namespace Saker.Learning.Behaviour.Running;

/// <summary>The pairs that break a rule: all are counted, and so many are kept, those with the fewest changes first, then those that are broken most.</summary>
internal sealed class FailingPairs(RowChange change, int max)
{
    private List<(RowPair Pair, int Changes, double Breach)> _kept = [];

    /// <summary>Cases with such a pair.</summary>
    public int Count { get; private set; }

    public double Worst { get; private set; }

    public IReadOnlyList<RowPair> Pairs => [.. Best().Select(kept => kept.Pair)];

    /// <param name="broken">The pairs of one case that break the rule; one of them is kept.</param>
    public void Add(IReadOnlyList<(RowPair Pair, double Breach)> broken)
    {
        if (broken.Count == 0)
            return;
        Count++;
        Worst = Math.Max(Worst, broken.Max(found => found.Breach));
        _kept.Add(broken.Select(found => (found.Pair, Changes: change.Count(found.Pair), found.Breach)).OrderBy(found => found.Changes).ThenByDescending(found => found.Breach).First());
        // Sorted once in a while, not for each.
        if (_kept.Count >= 2 * max)
            _kept = [.. Best()];
    }

    // The order of the rows decides between equals.
    private IEnumerable<(RowPair Pair, int Changes, double Breach)> Best() => _kept.OrderBy(kept => kept.Changes).ThenByDescending(kept => kept.Breach).Take(max);
}
