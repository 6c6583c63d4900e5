using System.Runtime.InteropServices;

namespace Saker.Learning.Scores.Ranking;

/// <summary>
/// The rows of one query from the highest score down. Rows of equal score may come in any order: every measure is its mean over
/// all of them.
/// </summary>
internal sealed class RankedList
{
    private readonly double[] _relevance;

    // The ends of the runs of equal score.
    private readonly int[] _ends;

    private RankedList(double[] relevance, double[] score)
    {
        var order = Enumerable.Range(0, score.Length).OrderByDescending(row => score[row]).ToArray();
        _relevance = [.. order.Select(row => relevance[row])];
        _ends = [.. Enumerable.Range(1, order.Length).Where(end => end == order.Length || score[order[end]] != score[order[end - 1]])];
        RelevantCount = _relevance.Count(value => value > 0);
    }

    public int RelevantCount { get; }

    public static IReadOnlyList<RankedList> Of(IReadOnlyList<string> query, ReadOnlySpan<double> relevance, ReadOnlySpan<double> score)
    {
        var rows = new Dictionary<string, (List<double> Relevance, List<double> Score)>(StringComparer.Ordinal);
        for (var row = 0; row < query.Count; row++)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, query[row], out var isKnown);
            if (!isKnown)
                own = ([], []);
            own.Relevance.Add(relevance[row]);
            own.Score.Add(score[row]);
        }
        return [.. rows.Values.Select(own => new RankedList([.. own.Relevance], [.. own.Score]))];
    }

    /// <summary>Discounted cumulative gain over that of the best order (Järvelin and Kekäläinen 2002; gain as it is, discount log2(rank + 1)); 0 when no row is relevant.</summary>
    public double Ndcg(int depth)
    {
        var best = 0.0;
        var sorted = (double[])_relevance.Clone();
        Array.Sort(sorted);
        for (var rank = 1; rank <= Math.Min(depth, sorted.Length); rank++)
            best += sorted[^rank] / Math.Log2(rank + 1);
        return best == 0 ? 0 : Gain(depth) / best;
    }

    /// <summary>The mean of the precision at each relevant row, equal scores as one step, as scikit-learn has it; 0 when no row is relevant.</summary>
    public double AveragePrecision()
    {
        var (sum, relevant, start) = (0.0, 0, 0);
        foreach (var end in _ends)
        {
            var own = Relevant(start, end);
            relevant += own;
            sum += (double)own * relevant / end;
            start = end;
        }
        return relevant == 0 ? 0 : sum / relevant;
    }

    /// <summary>One over the rank of the first relevant row; 0 when none is.</summary>
    public double ReciprocalRank()
    {
        var start = 0;
        foreach (var end in _ends)
        {
            var relevant = Relevant(start, end);
            if (relevant > 0)
                return FirstReciprocal(start, end - start, relevant);
            start = end;
        }
        return 0;
    }

    /// <summary>How many of the first rows are relevant.</summary>
    public double Hits(int depth)
    {
        var (hits, start) = (0.0, 0);
        foreach (var end in _ends)
        {
            if (start >= depth)
                break;
            hits += (double)Relevant(start, end) * (Math.Min(depth, end) - start) / (end - start);
            start = end;
        }
        return hits;
    }

    private double Gain(int depth)
    {
        var (gain, start) = (0.0, 0);
        foreach (var end in _ends)
        {
            var discount = 0.0;
            for (var rank = start + 1; rank <= Math.Min(depth, end); rank++)
                discount += 1 / Math.Log2(rank + 1);
            var relevance = 0.0;
            for (var i = start; i < end; i++)
                relevance += _relevance[i];
            gain += relevance / (end - start) * discount;
            start = end;
        }
        return gain;
    }

    private int Relevant(int start, int end)
    {
        var count = 0;
        for (var i = start; i < end; i++)
            count += _relevance[i] > 0 ? 1 : 0;
        return count;
    }

    // Among rows of equal score the first relevant one is at each place with the probability that all before it are not.
    private static double FirstReciprocal(int start, int count, int relevant)
    {
        var (sum, noneBefore) = (0.0, 1.0);
        for (var before = 0; before <= count - relevant; before++)
        {
            sum += noneBefore * relevant / (count - before) / (start + before + 1);
            noneBefore *= (double)(count - before - relevant) / (count - before);
        }
        return sum;
    }
}
