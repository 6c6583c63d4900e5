namespace Saker.Data.Profiles;

/// <summary>How the number columns of a profile move together, pair by pair. Immutable.</summary>
public sealed class CorrelationProfile
{
    private readonly CoMoments[] _pairs;

    internal CorrelationProfile(IReadOnlyList<string> columns, CoMoments[] pairs)
    {
        Columns = columns;
        _pairs = pairs;
    }

    /// <summary>The columns of which pairs are known: the first of the whole and real numbers.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Of columns 0 and 1, 0 and 2, 1 and 2, 0 and 3 ...</summary>
    internal ReadOnlySpan<CoMoments> Pairs => _pairs;

    /// <summary>Pearson's correlation over the rows in which both columns have a finite number, from -1 to 1; NaN when a column does not vary or the pair is not known.</summary>
    public double Of(string one, string other) => Find(one, other) is { } pair ? pair.Correlation : double.NaN;

    /// <summary>How many rows <see cref="Of"/> stands on.</summary>
    public long CountOf(string one, string other) => Find(one, other)?.Count ?? 0;

    /// <summary>The pairs whose correlation is farthest from 0, the farthest first; those that are not known are left out.</summary>
    public IReadOnlyList<(string One, string Other, double Correlation)> Strongest(int max)
    {
        var known = new List<(string One, string Other, double Correlation)>();
        for (var upper = 1; upper < Columns.Count; upper++)
        {
            for (var lower = 0; lower < upper; lower++)
            {
                var value = _pairs[PairIndex(lower, upper)].Correlation;
                if (!double.IsNaN(value))
                    known.Add((Columns[lower], Columns[upper], value));
            }
        }
        return [.. known.OrderByDescending(pair => Math.Abs(pair.Correlation)).Take(max)];
    }

    internal static int PairCount(int columns) => columns * (columns - 1) / 2;

    internal static int PairIndex(int lower, int upper) => PairCount(upper) + lower;

    /// <summary>Null when the parts do not belong together.</summary>
    internal static CorrelationProfile? From(IReadOnlyList<string> columns, CoMoments[] pairs) =>
        pairs.Length != PairCount(columns.Count) || pairs.Any(pair => pair.Count < 0) ? null : new CorrelationProfile(columns, pairs);

    /// <summary>The pairs of both; of other columns than the left one's nothing is known then.</summary>
    internal static CorrelationProfile? Join(CorrelationProfile? left, CorrelationProfile? right)
    {
        if (left is null || right is null || !left.Columns.SequenceEqual(right.Columns, StringComparer.Ordinal))
            return null;
        var pairs = new CoMoments[left._pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = left._pairs[i] + right._pairs[i];
        return new CorrelationProfile(left.Columns, pairs);
    }

    private CoMoments? Find(string one, string other)
    {
        var (left, right) = (IndexOf(one), IndexOf(other));
        return left < 0 || right < 0 || left == right ? null : _pairs[PairIndex(Math.Min(left, right), Math.Max(left, right))];
    }

    private int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == column)
                return i;
        return -1;
    }
}
