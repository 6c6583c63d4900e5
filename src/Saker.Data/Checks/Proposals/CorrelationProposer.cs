namespace Saker.Data.Checks.Proposals;

/// <summary>For each number its closest relative, when the two are related closely enough that disorder in a fifth of the rows would show.</summary>
/// <remarks>Bounds are set on Fisher's z, whose standard error is 1 / sqrt(n - 3) (Fisher, "On the probable error of a coefficient of correlation", 1921).</remarks>
internal sealed class CorrelationProposer : IPairProposer
{
    private const int FewestRows = 40;
    private const double Weakest = 0.5;
    private const double Strongest = 0.9999;

    /// <summary>A correlation that is left when a fifth of one column's values change places.</summary>
    private const double Disordered = 0.8;

    public IEnumerable<CheckDraft> Propose(IReadOnlyList<PairColumn> columns, Tolerances tolerances)
    {
        var numbers = columns.Where(column => (column.Column.IsNumber || column.Column.Type == ColumnType.Boolean) && column.DistinctCount > 1).ToArray();
        var done = new HashSet<(int, int)>();
        for (var i = 0; i < numbers.Length; i++)
        {
            var best = -1;
            var strength = Weakest;
            for (var j = 0; j < numbers.Length; j++)
            {
                var between = j == i ? 0 : Math.Abs(Correlation(numbers[i].Numbers, numbers[j].Numbers));
                if (between > strength)
                    (best, strength) = (j, between);
            }
            if (best >= 0 && done.Add((Math.Min(i, best), Math.Max(i, best))) && Draft(numbers[i], numbers[best], tolerances) is { } draft)
                yield return draft;
        }
    }

    private static CheckDraft? Draft(PairColumn column, PairColumn other, Tolerances tolerances)
    {
        var rows = Enumerable.Range(0, column.Numbers.Length).Where(i => !double.IsNaN(column.Numbers[i]) && !double.IsNaN(other.Numbers[i])).ToArray();
        if (rows.Length < FewestRows)
            return null;
        double[] left = [.. rows.Select(i => column.Numbers[i])], right = [.. rows.Select(i => other.Numbers[i])];
        var correlation = Correlation(left, right);
        var drift = Walk.Drift(rows.Length, slice => Z(Correlation(slice.Of(left), slice.Of(right))), (a, b) => Math.Sqrt((1.0 / Math.Max(a - 3, 1)) + (1.0 / Math.Max(b - 3, 1))));
        var share = (double)rows.Length / column.Numbers.Length;
        var room = tolerances.OfMean(1, share, drift);
        var (min, max) = (Math.Tanh(Z(correlation) - room), Math.Tanh(Z(correlation) + room));
        if (double.IsNaN(room) || (correlation > 0 ? min < Disordered * correlation : max > Disordered * correlation))
            return null;
        List<(string, object)> keys = [("other", other.Column.Name)];
        keys.Add(correlation > 0 ? ("min", Math.Floor(min * 1000) / 1000) : ("max", Math.Ceiling(max * 1000) / 1000));
        return new CheckDraft("correlation", column.Column.Name, FormattableString.Invariant($"the correlation is {correlation:0.###}"), keys);
    }

    private static double Z(double correlation) => Math.Atanh(Math.Clamp(correlation, -Strongest, Strongest));

    private static double Correlation(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var (n, meanLeft, meanRight, squaresLeft, squaresRight, products) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            if (double.IsNaN(left[i]) || double.IsNaN(right[i]))
                continue;
            n++;
            var (fromLeft, fromRight) = (left[i] - meanLeft, right[i] - meanRight);
            meanLeft += fromLeft / n;
            meanRight += fromRight / n;
            squaresLeft += fromLeft * (left[i] - meanLeft);
            squaresRight += fromRight * (right[i] - meanRight);
            products += fromLeft * (right[i] - meanRight);
        }
        return squaresLeft > 0 && squaresRight > 0 ? products / Math.Sqrt(squaresLeft * squaresRight) : double.NaN;
    }
}
