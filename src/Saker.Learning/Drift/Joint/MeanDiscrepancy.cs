namespace Saker.Learning.Drift.Joint;

/// <summary>
/// Maximum mean discrepancy (Gretton et al., "A kernel two-sample test", 2012): how far the mean features of both sides are apart. It asks two kernels: a Gaussian one, which sees any change
/// that many columns share, and of the products of pairs of columns the one that stands out most, which sees two columns among many go together otherwise. The p-values come from
/// dealing the rows to the sides anew, which needs no assumption, and the smaller one counts twice; dealing stops once the answer is clear (Besag and Clifford, "Sequential
/// Monte Carlo p-values", 1991).
/// </summary>
internal static class MeanDiscrepancy
{
    // Twice the least p-value of so many deals must lie well below the rate.
    private const int MinMaxDeals = 499;
    private const double DealsPerRate = 8;

    private const int EnoughExceeding = 10;
    private const int MaxReasons = 3;
    private const int Part = 103;

    // Normal scores of means that chance alone puts beyond once in 30,000.
    private const double NamedScore = 4;

    public static JointDrift Compare(Data.Table reference, Data.Table current, long seed, double alpha, CancellationToken cancellationToken)
    {
        var chance = Xoshiro256.Of(seed, Part);
        var rows = JointFeatures.Of(reference, current);
        var (left, right) = (reference.RowCount, current.RowCount);
        if (rows.Columns.Count < 2)
            return Result(0, 1, []);
        var gaps = new MeanGaps(KernelFeatures.Of(rows, chance));
        int[] order = [.. Enumerable.Range(0, left + right)];
        // The sums of the smaller side tell those of the larger one.
        var smaller = Math.Min(left, right);
        var (gauss, pair) = gaps.Of(left <= right ? order.AsSpan(0, left) : order.AsSpan(left));
        var reasons = gaps.Reasons(rows, left, NamedScore, MaxReasons);
        var (deals, gaussDeals, pairDeals, gaussExceeding, pairExceeding) = (0, 0, 0, 0, 0);
        var maxDeals = Math.Max(MinMaxDeals, (int)Math.Ceiling(DealsPerRate / alpha));
        while (deals < maxDeals && (gaussExceeding < EnoughExceeding || pairExceeding < EnoughExceeding))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Deal(order, smaller, chance);
            deals++;
            var (dealtGauss, dealtPair) = gaps.Of(order.AsSpan(0, smaller));
            Count(dealtGauss >= gauss, ref gaussExceeding, ref gaussDeals);
            Count(dealtPair >= pair, ref pairExceeding, ref pairDeals);
        }
        return Result(gauss, Math.Min(1, 2 * Math.Min(PValue(gaussExceeding, gaussDeals), PValue(pairExceeding, pairDeals))), reasons);

        JointDrift Result(double statistic, double pValue, IReadOnlyList<string> found) => new()
        {
            Method = JointMethod.Mmd,
            Statistic = statistic,
            PValue = pValue,
            Alpha = alpha,
            ReferenceRowCount = left,
            CurrentRowCount = right,
            Drifted = pValue <= alpha,
            Reasons = pValue <= alpha ? found : [],
        };
    }

    /// <summary>Each kernel has its own end of dealing.</summary>
    private static void Count(bool exceeds, ref int exceeding, ref int deals)
    {
        if (exceeding == EnoughExceeding)
            return;
        deals++;
        exceeding += exceeds ? 1 : 0;
    }

    private static double PValue(int exceeding, int deals) => exceeding == EnoughExceeding ? (double)exceeding / deals : (exceeding + 1.0) / (deals + 1);

    /// <summary>Brings a random choice of so many to the front.</summary>
    private static void Deal(int[] order, int count, Xoshiro256 chance)
    {
        for (var i = 0; i < count; i++)
        {
            var other = i + chance.Below(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
